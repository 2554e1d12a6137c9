/** A menu of commands, used with the arrow keys or the mouse. */

import { button, h } from "./dom.js";
import { Popup } from "./popup.js";

/** Opens a menu at an anchor; entries are `{label, hint?, danger?, chosen?, link?, run}`. */
function openMenu(anchor, label, entries) {
  const popup = new Popup(anchor, { class: "menu", role: "menu", "aria-label": label });
  popup.node.append(...entries.map((entry) => item(entry, popup)));
  popup.node.addEventListener("keydown", moveFocus);
  popup.open();
  popup.node.querySelector(".menu-item")?.focus();
  return popup;
}

/** Gives a button that opens a menu; `entries` is asked each time. */
export function menuButton(attributes, label, entries, ...children) {
  const node = button(
    { "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": label, ...attributes },
    ...children,
  );
  node.addEventListener("click", () => openMenu(node, label, entries()));
  return node;
}

function item(entry, popup) {
  const chosen = entry.chosen === undefined ? {} : { "aria-checked": String(entry.chosen) };
  const attributes = {
    class: `menu-item ${entry.danger ? "danger" : ""}`,
    role: entry.chosen === undefined ? "menuitem" : "menuitemradio",
    tabIndex: -1,
    onclick: () => {
      popup.close();
      entry.run();
    },
    ...chosen,
  };
  const hint = entry.hint && h("span", { class: "menu-hint" }, entry.hint);
  return button(attributes, h("span", {}, entry.label), hint);
}

function moveFocus(event) {
  const items = [...event.currentTarget.querySelectorAll(".menu-item")];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length)?.focus();
}
