/** A labelled field of a modal, with its hint and what is wrong with it. */

import { freshId, h } from "../base/dom.js";
import { elementNode } from "../elements/index.js";
import { words } from "../markup/mrkdwn.js";

const GROUPS = new Set(["checkboxes", "radio_buttons"]);

export function inputBlock(block, surface) {
  const id = freshId("field");
  const field = fieldOf(block, id);
  const label = h(
    GROUPS.has(block.element.type) ? "div" : "label",
    { id: field.labelId, class: "label", for: GROUPS.has(block.element.type) ? null : id },
    field.label,
    block.optional && h("span", { class: "quiet" }, " (optional)"),
  );
  const hint = block.hint && h("p", { class: "hint", id: `${id}-hint` }, words(block.hint));
  const error = h("p", { class: "field-error", id: `${id}-error`, role: "alert", hidden: true });
  const control = elementNode(block.element, block, surface, field);
  return h("div", { class: "input" }, label, control, error, hint);
}

/** Shows what is wrong with the field of an input block, or that nothing is. */
export function showError(node, words) {
  const error = node.querySelector(".field-error[id]");
  if (!error) return;
  error.textContent = words ?? "";
  error.hidden = !words;
  node.classList.toggle("wrong", Boolean(words));
  node.querySelector("[data-action-id]")?.setAttribute("aria-invalid", String(Boolean(words)));
}

function fieldOf(block, id) {
  return {
    label: words(block.label),
    labelId: `${id}-label`,
    control: { id, "aria-describedby": `${id}-error ${block.hint ? `${id}-hint` : ""}`.trim() },
    isOptional: Boolean(block.optional),
    dispatches: Boolean(block.dispatch_action),
  };
}
