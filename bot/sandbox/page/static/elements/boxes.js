/** Checkboxes and radio buttons. */

import { freshId, h } from "../base/dom.js";
import { textNodes } from "../markup/mrkdwn.js";

/** Gives Slack's `checkboxes`. */
export function checkboxesElement(element, place, surface) {
  const chosen = surface.value(element, place) ?? [];
  const isChosen = (option) => chosen.some((one) => one.value === option.value);
  const group = boxes("checkbox", element, place, surface, isChosen);
  const checked = () => element.options.filter((_, number) => inputsOf(group)[number].checked);
  choosing(group, () => surface.choose(group, element, place, checked()));
  return group;
}

/** Gives Slack's `radio_buttons`. */
export function radioElement(element, place, surface) {
  const chosen = surface.value(element, place);
  const isChosen = (option) => option.value === chosen?.value;
  const group = boxes("radio", element, place, surface, isChosen);
  const checked = () => element.options[inputsOf(group).findIndex((input) => input.checked)];
  choosing(group, () => surface.choose(group, element, place, checked()));
  return group;
}

/** Tells of each change, and takes back what was not made. */
function choosing(group, tell) {
  const marks = () => inputsOf(group).map((input) => input.checked);
  let made = marks();
  group.addEventListener("change", async () => {
    const wanted = marks();
    if (await tell()) made = wanted;
    else for (const [number, input] of inputsOf(group).entries()) input.checked = made[number];
  });
}

function boxes(type, element, place, surface, isChosen) {
  const name = freshId(type);
  const items = element.options.map((option) => {
    const input = h("input", { type, name, value: option.value, checked: isChosen(option) });
    const hint =
      option.description &&
      h("span", { class: "box-hint" }, textNodes(option.description, surface.names));
    const text = h("span", {}, textNodes(option.text, surface.names), hint);
    return h("label", { class: "box" }, input, text);
  });
  const attributes = {
    class: "boxes",
    role: type === "radio" ? "radiogroup" : "group",
    "aria-labelledby": place.labelId,
    "aria-describedby": place.control["aria-describedby"],
    "data-action-id": place.ids.action_id,
  };
  return h("div", attributes, items);
}

function inputsOf(group) {
  return [...group.querySelectorAll("input")];
}
