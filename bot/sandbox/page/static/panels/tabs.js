/** The tabs at the top of the window. */

import { button, h } from "../base/dom.js";
import { themeSwitch } from "../base/theme.js";

/** Shows one of `[{id, label, show(isShown)}]`, as the address says. */
export class Tabs {
  constructor(desk, tabs) {
    this.desk = desk;
    this.tabs = tabs;
    this.lastSlack = "";
    this.buttons = tabs.map((tab) => this.#button(tab));
    const list = h(
      "div",
      { class: "tab-list", role: "tablist", "aria-label": "Sandbox" },
      this.buttons,
    );
    list.addEventListener("keydown", (event) => this.#key(event));
    this.node = h("div", { class: "tabs" }, list, themeSwitch());
    desk.route.addEventListener("route", () => this.show());
  }

  show() {
    const { tab: open } = this.desk.route.place;
    if (open === "slack") this.lastSlack = location.hash;
    this.tabs.forEach((tab, number) => {
      const isOpen = tab.id === open;
      this.buttons[number].ariaSelected = String(isOpen);
      this.buttons[number].tabIndex = isOpen ? 0 : -1;
      tab.show(isOpen);
    });
  }

  #button({ id, label }) {
    const attributes = { class: "tab", role: "tab", "data-testid": `tab-${id}` };
    return button({ ...attributes, onclick: () => this.#open(id) }, label);
  }

  #open(id) {
    if (id === "slack") location.hash = this.lastSlack || "#/";
    else this.desk.route.showTab(id);
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = this.buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    const next = this.buttons[(at + step + this.buttons.length) % this.buttons.length];
    next.focus();
    next.click();
  }
}
