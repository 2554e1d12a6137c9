/** Every element of Block Kit by its type. */

import { h } from "../base/dom.js";
import { textNodes } from "../markup/mrkdwn.js";
import { checkboxesElement, radioElement } from "./boxes.js";
import { buttonElement, feedbackElement, iconButtonElement, overflowElement } from "./buttons.js";
import { dateElement } from "./dates.js";
import { fileInputElement } from "./file_input.js";
import { imageElement } from "./image.js";
import { multiSelectElement, selectElement } from "./selects.js";
import { richTextElement, typedElement } from "./typed.js";

const SELECTS = ["static", "external", "users", "conversations", "channels"];
const text = (element, _place, surface) => h("span", {}, textNodes(element, surface.names));

const ELEMENTS = new Map([
  ["button", buttonElement],
  ["workflow_button", buttonElement],
  ["icon_button", iconButtonElement],
  ["feedback_buttons", feedbackElement],
  ["overflow", overflowElement],
  ["checkboxes", checkboxesElement],
  ["radio_buttons", radioElement],
  ["datepicker", dateElement],
  ["timepicker", dateElement],
  ["datetimepicker", dateElement],
  ["plain_text_input", typedElement],
  ["email_text_input", typedElement],
  ["url_text_input", typedElement],
  ["number_input", typedElement],
  ["rich_text_input", richTextElement],
  ["file_input", fileInputElement],
  ["image", imageElement],
  ["mrkdwn", text],
  ["plain_text", text],
  ...SELECTS.map((kind) => [`${kind}_select`, selectElement]),
  ...SELECTS.map((kind) => [`multi_${kind}_select`, multiSelectElement]),
]);

/** Gives an element that stands in a block; `field` says how it is labelled there. */
export function elementNode(element, block, surface, field = {}) {
  const draw = ELEMENTS.get(element.type);
  if (!draw) return unknownNode("element", element.type);
  const ids = { block_id: block.block_id, action_id: element.action_id };
  const place = { ids, kind: element.type, label: "options", control: {}, ...field };
  const node = draw(element, place, surface);
  if (element.focus_on_load) node.dataset.focus = "first";
  return node;
}

/** Gives the box that shows what this page does not know; tests look for it. */
export function unknownNode(kind, type) {
  const attributes = { class: "unknown", role: "alert", "data-unknown-block": type };
  return h("div", attributes, `Unknown ${kind}: ${type}`);
}
