/** Selects of every kind, for one choice or several. */

import { button, fill, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { words } from "../markup/mrkdwn.js";
import { shownChoice, sourceOf } from "./choices.js";
import { Listbox } from "./listbox.js";

/** Gives a select for one choice; where nothing has to be chosen, it can be emptied. */
export function selectElement(element, place, surface) {
  let chosen = surface.value(element, place);
  const trigger = triggerOf(place);
  const clear = clearButton(place, () => change(null));
  const change = async (value) => {
    const before = chosen;
    show(value);
    if (!(await surface.choose(trigger, element, place, value))) show(before);
  };
  const show = (value) => {
    chosen = value;
    showChosen(trigger, element, chosen && shownChoice(chosen, surface.names).label);
    clear.hidden = !(chosen && place.isOptional);
  };
  opens(trigger, place.label, {
    source: sourceOf(element, place, surface),
    isChosen: (choice) => Boolean(chosen) && shownChoice(chosen, surface.names).key === choice.key,
    pick: (choice) => change(choice.sent),
    several: false,
  });
  show(chosen);
  return h("div", { class: "select" }, trigger, clear);
}

/** Gives a select for several choices, each shown as a chip that can be taken away. */
export function multiSelectElement(element, place, surface) {
  return new MultiSelect(element, place, surface).node;
}

class MultiSelect {
  constructor(element, place, surface) {
    Object.assign(this, { element, place, surface });
    this.chips = h("div", { class: "chips" });
    this.trigger = triggerOf(place);
    this.node = h("div", { class: "select" }, this.chips, this.trigger);
    opens(this.trigger, place.label, {
      source: sourceOf(element, place, surface),
      isChosen: (choice) => this.#has(choice.key),
      pick: (choice) => this.#toggle(choice),
      several: true,
    });
    this.#show(surface.value(element, place) ?? []);
    showChosen(this.trigger, element, "");
  }

  #has(key) {
    return this.chosen.some((value) => this.#shown(value).key === key);
  }

  #shown(value) {
    return shownChoice(value, this.surface.names);
  }

  #toggle({ key, sent }) {
    const most = this.element.max_selected_items ?? Infinity;
    if (this.#has(key)) this.#remove(key);
    else if (this.chosen.length < most) this.#change([...this.chosen, sent]);
    else this.surface.desk.notices.say(`You can choose at most ${most}.`);
  }

  #remove(key) {
    this.#change(this.chosen.filter((value) => this.#shown(value).key !== key));
  }

  async #change(values) {
    const before = this.chosen;
    this.#show(values);
    const isMade = await this.surface.choose(this.trigger, this.element, this.place, values);
    if (!isMade) this.#show(before);
  }

  #show(values) {
    this.chosen = values;
    const chips = values.map((value) => chip(this.#shown(value), (key) => this.#remove(key)));
    fill(this.chips, chips);
  }
}

function triggerOf(place) {
  const labelled = place.labelId && `${place.labelId} ${place.control.id}`;
  return button({
    "aria-labelledby": labelled,
    class: "select-button",
    role: "combobox",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    "data-action-id": place.ids.action_id,
    ...place.control,
  });
}

function opens(trigger, label, offer) {
  const open = () => new Listbox(trigger, label, offer).open();
  trigger.offer = offer;
  trigger.addEventListener("click", open);
  trigger.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open();
  });
}

function showChosen(trigger, element, label) {
  const placeholder = words(element.placeholder) || "Select an option";
  const shown = h("span", { class: label ? "chosen" : "placeholder" }, label || placeholder);
  fill(trigger, shown, icon("caret"));
}

function clearButton(place, onclick) {
  const attributes = { class: "icon-button clear", "aria-label": "Clear the choice", hidden: true };
  return button({ ...attributes, onclick }, icon("close"));
}

function chip(choice, remove) {
  const label = `Remove ${choice.label}`;
  const cross = button({ "aria-label": label, onclick: () => remove(choice.key) }, icon("close"));
  return h("span", { class: "chip" }, choice.label, cross);
}
