/** A tab beside Slack: fetches what it shows while it is open. */

import { h } from "../base/dom.js";
import { oneAtATime } from "../base/repeat.js";

/** Tabs derive from this and say how they `fetch` and `draw`; `data-keep` keeps the focus. */
export class Panel {
  constructor(desk, label) {
    this.desk = desk;
    this.body = h("div", { class: "panel-body" });
    this.node = h("main", { class: "panel", "aria-label": label, hidden: true }, this.body);
    this.refresh = oneAtATime(() => this.#refresh());
  }

  /** Shows the tab or hides it. */
  show(isShown) {
    this.node.hidden = !isShown;
    if (isShown) this.refresh();
  }

  /** Fetches again if somebody is looking. */
  changed() {
    if (!this.node.hidden) this.refresh();
  }

  async #refresh() {
    const found = await this.desk.notices.watch(() => this.fetch());
    const shape = JSON.stringify(found);
    if (found === undefined || shape === this.shape) return;
    this.shape = shape;
    const kept = this.body.contains(document.activeElement) && document.activeElement.dataset.keep;
    this.draw(found);
    if (kept) this.body.querySelector(`[data-keep="${CSS.escape(kept)}"]`)?.focus();
  }
}
