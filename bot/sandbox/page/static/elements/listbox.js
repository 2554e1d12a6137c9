/** A list to choose from, with a box to search in. */

import { fill, freshId, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { Popup } from "../base/popup.js";
import { debounced } from "../base/repeat.js";

/** Opens beside an anchor; `source` loads choices, `isChosen` and `pick` take one choice. */
export class Listbox {
  constructor(anchor, label, { source, isChosen, pick, several }) {
    this.several = several;
    this.source = source;
    this.isChosen = isChosen;
    this.pick = pick;
    this.asked = 0;
    this.list = h("ul", {
      id: freshId("list"),
      role: "listbox",
      "aria-label": label,
      "aria-multiselectable": String(several),
      onclick: (event) => this.#choose(event.target.closest("[role=option]")),
    });
    this.search = this.#searchBox(label);
    this.popup = new Popup(
      anchor,
      { class: "listbox", "data-testid": "options" },
      this.search,
      this.list,
    );
  }

  open() {
    this.popup.open();
    this.popup.node.style.minWidth = `${this.popup.anchor.offsetWidth}px`;
    this.search.focus();
    this.#load("");
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

  async #load(query) {
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
    this.#show(found);
  }

  #show({ groups, note }) {
    const filled = groups.filter((group) => group.choices.length);
    if (!filled.length) this.#say(note || "No results");
    else
      fill(
        this.list,
        filled.map((group) => this.#group(group)),
      );
    const chosen = this.list.querySelector("[aria-selected=true]");
    this.#activate(chosen ?? this.#options()[0]);
    this.popup.place();
  }

  #say(words) {
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
