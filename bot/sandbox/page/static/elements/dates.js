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
  let made = node.value;
  node.addEventListener("change", async () => {
    const wanted = node.value;
    const value = isMoment ? secondsOf(wanted) : wanted;
    if (await surface.choose(node, element, place, value || null)) made = wanted;
    else node.value = made;
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
