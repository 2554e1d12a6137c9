/** What if … : everything that can go wrong, as switches. */

import { button, fill, h } from "../base/dom.js";
import { Panel } from "./panel.js";

/** Shows the failure switches of 3YOURMIND, Slack and the bot. */
export class WhatIfPanel extends Panel {
  constructor(desk) {
    super(desk, "What if");
  }

  fetch() {
    return this.desk.server.whatIf();
  }

  draw({ switches }) {
    const sides = Map.groupBy(switches, (one) => one.side);
    fill(
      this.body,
      h(
        "p",
        { class: "lead" },
        "What if … goes wrong? Turn it on, and see in Slack what people are told.",
      ),
      [...sides].map(([side, some]) => this.#side(side, some)),
    );
  }

  #side(side, switches) {
    const items = switches.map((one) => this.#item(one));
    return h("section", {}, h("h2", {}, side), h("div", { class: "switches" }, items));
  }

  #item(one) {
    const attributes = {
      class: "switch",
      role: "switch",
      "aria-checked": String(one.on),
      "aria-label": one.title,
      "data-keep": one.id,
    };
    const node = button(attributes, h("span", { class: "knob" }));
    node.addEventListener("click", () => this.#turn(node, one));
    const once = one.once && h("span", { class: "tag" }, "once");
    const text = h(
      "div",
      {},
      h("b", {}, one.title),
      once,
      h("div", { class: "quiet" }, one.explanation),
    );
    return h("div", { class: "switch-row" }, node, text);
  }

  async #turn(node, one) {
    if (node.ariaBusy === "true") return;
    node.ariaBusy = "true";
    await this.desk.notices.watch(() => this.desk.server.setSwitch(one.id, !one.on));
    node.ariaBusy = null;
    this.refresh();
  }
}
