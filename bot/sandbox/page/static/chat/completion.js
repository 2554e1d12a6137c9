/** Completes commands after `/` and people after `@` while somebody types. */

import { fill, freshId, h } from "../base/dom.js";

const COMMAND = /^\/\S*$/;
const PERSON = /(?:^|[\s(])@([\p{L}\p{N}_.-]*)$/u;

/** Belongs to a text area; the list shows above it. */
export class Completion {
  constructor(field, desk) {
    this.field = field;
    this.desk = desk;
    this.active = 0;
    this.entries = [];
    const id = freshId("completion");
    this.node = h("ul", {
      id,
      class: "completion",
      role: "listbox",
      "aria-label": "Suggestions",
      hidden: true,
    });
    this.node.addEventListener("pointerdown", (event) => this.#click(event));
    field.setAttribute("aria-controls", id);
    field.addEventListener("input", () => this.#look());
    field.addEventListener("blur", () => this.close());
  }

  close() {
    this.#show([]);
  }

  /** Gives whether a key was meant for the list. */
  takesKey(event) {
    if (!this.entries.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#move(step);
    else if (event.key === "Tab") this.#accept(this.active);
    else if (event.key === "Enter" && !this.entries[this.active].isTyped) this.#accept(this.active);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #look() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const person = PERSON.exec(before);
    if (COMMAND.test(before)) this.#show(this.#commands(before));
    else this.#show(person ? this.#people(person[1].toLowerCase()) : []);
  }

  #commands(typed) {
    const { commands } = this.desk.workspace.world;
    return commands
      .filter(({ command }) => command.startsWith(typed))
      .map(({ command, description, usage_hint: usage }) => ({
        label: `${command} ${usage ?? ""}`.trim(),
        hint: description,
        typed,
        text: `${command} `,
        isTyped: typed === command,
      }));
  }

  #people(typed) {
    const { people } = this.desk.workspace.world;
    const fits = ({ handle, name }) =>
      [handle, ...name.toLowerCase().split(" ")].some((word) => word.startsWith(typed));
    return people.filter(fits).map((person) => ({
      label: person.name,
      hint: `@${person.handle} · ${person.role}`,
      typed: `@${typed}`,
      text: `@${person.handle} `,
    }));
  }

  #show(entries) {
    this.entries = entries;
    this.active = 0;
    this.node.hidden = !entries.length;
    fill(
      this.node,
      entries.map((entry) => this.#item(entry)),
    );
    this.#mark();
  }

  #item({ label, hint }) {
    const parts = [h("b", {}, label), h("span", { class: "quiet" }, hint)];
    return h("li", { id: freshId("suggestion"), role: "option" }, parts);
  }

  #move(step) {
    this.active = (this.active + step + this.entries.length) % this.entries.length;
    this.#mark();
  }

  #mark() {
    [...this.node.children].forEach((node, number) => {
      node.ariaSelected = String(number === this.active);
    });
    this.field.setAttribute("aria-activedescendant", this.node.children[this.active]?.id ?? "");
  }

  #accept(number) {
    const { typed, text } = this.entries[number];
    const end = this.field.selectionStart;
    this.field.setRangeText(text, end - typed.length, end, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #click(event) {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) this.#accept([...this.node.children].indexOf(item));
  }
}
