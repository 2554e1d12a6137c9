/** The wire: every request between bot, Slack and 3YOURMIND. */

import { arrange, fill, h } from "../base/dom.js";
import { clock } from "../base/format.js";
import { debounced } from "../base/repeat.js";
import { Panel } from "./panel.js";

const MOST = 500;

/** Shows the newest requests first, with their bodies. */
export class WirePanel extends Panel {
  constructor(desk) {
    super(desk, "Wire");
    this.order = this.#field("Order, such as PD-7MASG2Y", () => this.refresh());
    this.words = this.#field("Words in a line or a body", () => this.#redraw());
    this.list = h("div", { class: "wire", role: "list", "data-testid": "wire" });
    this.nothing = h("p", { class: "empty" }, "Nothing went over the wire that fits.");
    this.rows = new Map();
    const filters = h("div", { class: "row filters" }, this.order, this.words);
    fill(this.body, filters, this.list, this.nothing);
  }

  fetch() {
    return this.desk.server.wire(this.order.value.trim(), MOST);
  }

  draw({ lines }) {
    this.lines = lines;
    this.#redraw();
  }

  #field(label, changed) {
    const oninput = debounced(200, changed);
    return h("input", {
      type: "search",
      class: "field",
      placeholder: label,
      "aria-label": label,
      oninput,
    });
  }

  #redraw() {
    const wanted = this.words.value.trim().toLowerCase();
    const rows = new Map();
    for (const line of this.lines ?? []) {
      const text = JSON.stringify(line);
      if (!text.toLowerCase().includes(wanted)) continue;
      const key = rows.has(text) ? `${text} ${rows.size}` : text;
      rows.set(key, this.rows.get(key) ?? lineNode(line));
    }
    this.rows = rows;
    this.nothing.hidden = rows.size > 0;
    arrange(this.list, [...rows.values()]);
  }
}

function lineNode(line) {
  const summary = h(
    "summary",
    {},
    h("time", {}, clock(line.at)),
    h("span", { class: "wire-way" }, `${line.from} → ${line.to}`),
    h("code", { class: "wire-what" }, line.what),
    h("span", { class: `wire-status ${isBad(line.status) ? "bad" : ""}` }, line.status ?? ""),
    h("span", { class: "wire-time" }, line.ms === null ? "" : `${Math.round(line.ms)} ms`),
    h("span", { class: "wire-order" }, h("span", { class: "tag" }, line.order)),
  );
  const node = h("details", { role: "listitem" }, summary);
  node.addEventListener("toggle", () => {
    if (node.children.length > 1) return;
    node.append(body("Request", line.request), body("Response", line.response));
  });
  return node;
}

function body(title, content) {
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
  return h("div", { class: "wire-body" }, h("h4", {}, title), h("pre", {}, text || "empty"));
}

function isBad(status) {
  return Number(status) >= 400 || (Number.isNaN(Number(status)) && status !== "ok");
}
