/** Buttons, and the menu behind three dots. */

import { button, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { menuButton } from "../base/menu.js";
import { textNodes, words } from "../markup/mrkdwn.js";

/** Gives Slack's `button`; one with an address opens it, and the bot is told all the same. */
export function buttonElement(element, place, surface) {
  const attributes = {
    class: `button small ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
    "data-action-id": place.ids.action_id,
  };
  const node = button(attributes, textNodes(element.text, surface.names));
  node.addEventListener("click", () => {
    if (element.url) openOutside(element.url);
    surface.press(node, element, place, null);
  });
  return node;
}

/** Gives Slack's `overflow`. */
export function overflowElement(element, place, surface) {
  const attributes = { class: "icon-button", "data-action-id": place.ids.action_id };
  const entries = () =>
    element.options.map((option) => ({
      label: words(option.text),
      hint: words(option.description),
      run: () => {
        if (option.url) openOutside(option.url);
        surface.press(node, element, place, option);
      },
    }));
  const node = menuButton(attributes, "More actions", entries, icon("more"));
  return node;
}

/** Gives Slack's `icon_button`. */
export function iconButtonElement(element, place, surface) {
  const label = words(element.text);
  const attributes = { class: "button small", "data-action-id": place.ids.action_id };
  const node = button({ ...attributes, "aria-label": element.accessibility_label }, label);
  node.addEventListener("click", () => surface.press(node, element, place, null));
  return node;
}

/** Gives Slack's `feedback_buttons`. */
export function feedbackElement(element, place, surface) {
  const both = [element.positive_button, element.negative_button].map((one) => {
    const node = button({ class: "button small" }, words(one.text));
    node.addEventListener("click", () => surface.press(node, element, place, one.value));
    return node;
  });
  return h("span", { class: "row", "data-action-id": place.ids.action_id }, both);
}

function openOutside(address) {
  const isSafe = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  if (isSafe) window.open(address, "_blank", "noopener");
}
