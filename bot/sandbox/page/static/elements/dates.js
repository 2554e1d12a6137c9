/** Days and times, chosen with the browser's own calendar and clock. */

import { h } from "../base/dom.js";

const TYPES = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

/** Gives Slack's `datepicker`, `timepicker` or `datetimepicker`. */
export function dateElement(element, place, surface) {
  const isMoment = element.type === "datetimepicker";
  const given = surface.value(element, place);
  const node = h("input", {
    type: TYPES[element.type],
    class: "field short",
    value: (isMoment ? localOf(given) : given) ?? "",
    "data-action-id": place.ids.action_id,
    ...place.control,
  });
  node.addEventListener("change", () => {
    const value = isMoment ? secondsOf(node.value) : node.value;
    surface.choose(node, element, place, value || null);
  });
  return node;
}

function secondsOf(local) {
  return local && Math.floor(new Date(local).getTime() / 1000);
}

function localOf(seconds) {
  if (!seconds) return "";
  const date = new Date(seconds * 1000);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
