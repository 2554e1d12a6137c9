/** A word above a composer to whoever is new here; once it is dismissed, no other comes. */

import { button, fill, h } from "../base/dom.js";
import { icon } from "../base/icons.js";

const DISMISSED = "hint-dismissed";

/** Shows one sentence at a time; `onDismiss` hears of the cross. */
export class Hint {
  constructor(onDismiss) {
    const dismiss = () => {
      localStorage.setItem(DISMISSED, "yes");
      this.show(null);
      onDismiss();
    };
    const label = { class: "icon-button", "aria-label": "Dismiss the hint" };
    const cross = button({ ...label, onclick: dismiss }, icon("close"));
    this.words = h("span");
    this.node = h(
      "div",
      { class: "first-hint", "data-testid": "hint", hidden: true },
      icon("bolt"),
      this.words,
      cross,
    );
  }

  /** Shows a sentence made by `sentence`, or nothing; one that stands there already stays. */
  show(sentence) {
    const isWanted = Boolean(sentence) && localStorage.getItem(DISMISSED) === null;
    this.node.hidden = !isWanted;
    if (!isWanted || this.shown === sentence) return;
    this.shown = sentence;
    fill(this.words, sentence);
  }
}

/** Gives a sentence with one thing in it to press. */
export function sentence(before, label, press, after = "") {
  return [before, button({ class: "key", onclick: press }, label), after];
}
