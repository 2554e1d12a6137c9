/** A list to choose from, with a box to search in. */

import { fill, freshId, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { Popup } from "../base/popup.js";
import { debounced } from "../base/repeat.js";

/**
 * Opens beside an anchor; of what is offered `{source, isChosen, pick, several}`, the source loads
 * choices, and the others take one choice.
 */
export class Listbox {
  constructor(anchor, label, offer) {
    Object.assign(this, offer);
    this.asked = 0;
    this.shown = "";
    this.list = h("ul", {
      id: freshId("list"),
      role: "listbox",
      "aria-label": label,
      "aria-multiselectable": String(this.several),
      // The search box keeps the focus, and the keys with it.
      onmousedown: (event) => event.preventDefault(),
      onclick: (event) => this.#choose(event.target.closest("[role=option]")),
    });
    this.search = this.#searchBox(label);
    this.popup = new Popup(
      anchor,
      { class: "listbox", "data-testid": "options" },
      this.search,
      this.list,
    );
    this.popup.onmoved = (next) => this.#carryOn(next.offer);
  }

  open() {
    this.popup.open();
    this.popup.node.style.minWidth = `${this.popup.anchor.offsetWidth}px`;
    this.search.focus();
    this.#load("");
  }

  /** Goes on with what the anchor's successor offers; what was typed stays. */
  #carryOn(offer) {
    Object.assign(this, offer);
    this.#load(this.search.value, this.active?.dataset.value);
  }

  #searchBox(label) {
    const later = debounced(this.source.wait, (query) => this.#load(query));
    return h("input", {
      class: "listbox-search",
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": this.list.id,
      "aria-label": `Search ${label}`,
      placeholder: "Search",
      autocomplete: "off",
      spellcheck: "false",
      oninput: (event) => later(event.target.value),
      onkeydown: (event) => this.#key(event),
    });
  }

  async #load(query, active = "") {
    // What was typed last may come due after the list was closed, and its form with it.
    if (!this.popup.isOpen) return;
    this.asked += 1;
    const { asked } = this;
    this.list.ariaBusy = "true";
    if (!this.list.children.length) this.#say("Searching…");
    const found = await this.source
      .load(query)
      .catch((error) => ({ groups: [], note: error.message }));
    if (asked !== this.asked) return;
    this.list.ariaBusy = null;
    this.#show(found, active);
  }

  #show({ groups, note }, active) {
    const filled = groups.filter((group) => group.choices.length);
    const shown = JSON.stringify(filled);
    if (!filled.length) this.#say(note || "No results");
    else if (this.shown === shown) this.#mark();
    else this.#fill(filled, active);
    this.shown = shown;
    this.popup.place();
  }

  #fill(groups, active) {
    fill(
      this.list,
      groups.map((group) => this.#group(group)),
    );
    const options = this.#options();
    const same = options.find((node) => node.dataset.value === active);
    this.#activate(same ?? this.list.querySelector("[aria-selected=true]") ?? options[0]);
  }

  #mark() {
    for (const node of this.#options()) node.ariaSelected = String(this.isChosen(node.choice));
  }

  #say(words) {
    this.shown = "";
    this.#activate(undefined);
    fill(this.list, h("li", { class: "listbox-note", role: "presentation" }, words));
  }

  #group({ label, choices }) {
    const head = label && h("li", { class: "listbox-group", role: "presentation" }, label);
    return [head, choices.map((choice) => this.#option(choice))];
  }

  #option(choice) {
    const node = h(
      "li",
      { id: freshId("option"), role: "option", "aria-selected": String(this.isChosen(choice)) },
      h("span", {}, choice.label),
      choice.hint && h("span", { class: "option-hint" }, choice.hint),
      icon("check"),
    );
    node.choice = choice;
    node.dataset.value = choice.key;
    return node;
  }

  #choose(node) {
    if (!node) return;
    if (!this.several) this.popup.close();
    this.pick(node.choice);
    node.ariaSelected = String(this.isChosen(node.choice));
    this.popup.place();
  }

  #key(event) {
    const options = this.#options();
    const at = options.indexOf(this.active);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 };
    if (event.key === "Enter") this.#choose(this.active);
    else if (event.key in moves && options.length)
      this.#activate(around(options, moves[event.key]));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #activate(node) {
    this.active?.classList.remove("active");
    this.active = node;
    node?.classList.add("active");
    node?.scrollIntoView({ block: "nearest" });
    this.search.setAttribute("aria-activedescendant", node?.id ?? "");
  }

  #options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }
}

function around(options, index) {
  return options[((index % options.length) + options.length) % options.length];
}
