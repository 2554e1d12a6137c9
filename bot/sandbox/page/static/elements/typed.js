/** Fields that are typed into. */

import { h } from "../base/dom.js";
import { debounced } from "../base/repeat.js";
import { words } from "../markup/mrkdwn.js";

const KEYBOARDS = {
  number_input: "decimal",
  email_text_input: "email",
  url_text_input: "url",
};
const TELLS_AFTER = 400;

/** Gives the field for words, numbers, addresses. */
export function typedElement(element, place, surface) {
  const node = fieldOf(element, place);
  node.value = surface.value(element, place) ?? "";
  const read = () => node.value || null;
  node.addEventListener("input", () => surface.type(place, read()));
  if (place.dispatches) dispatching(node, element, place, surface);
  return node;
}

/** Gives Slack's `rich_text_input` as a field for plain words. */
export function richTextElement(element, place, surface) {
  const node = area(element, place);
  node.value = plainOf(surface.value(element, place));
  node.addEventListener("input", () => surface.type(place, richOf(node.value)));
  return node;
}

function fieldOf(element, place) {
  if (element.multiline) return area(element, place);
  return h("input", {
    type: "text",
    class: "field",
    inputmode: KEYBOARDS[element.type],
    autocomplete: "off",
    ...limits(element),
    ...common(element, place),
  });
}

function area(element, place) {
  return h("textarea", {
    class: "field",
    rows: "3",
    ...limits(element),
    ...common(element, place),
  });
}

function common(element, place) {
  return {
    placeholder: words(element.placeholder) || null,
    "data-action-id": place.ids.action_id,
    ...place.control,
  };
}

function limits(element) {
  return { maxlength: element.max_length ?? null };
}

function dispatching(node, element, place, surface) {
  const moments = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => node.isConnected && surface.choose(node, element, place, node.value || null);
  if (moments.includes("on_character_entered")) {
    node.addEventListener("input", debounced(TELLS_AFTER, tell));
  }
  if (!moments.includes("on_enter_pressed")) return;
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    tell();
  });
}

function richOf(text) {
  if (!text) return null;
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { type: "rich_text", elements: [section] };
}

function plainOf(value) {
  if (!value || typeof value === "string") return value ?? "";
  const leaves = value.elements.flatMap((part) => part.elements);
  return leaves.map((leaf) => leaf.text ?? "").join("");
}
