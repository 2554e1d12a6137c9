/** A menu of commands, used with the arrow keys or the mouse. */

import { button, fill, h } from "./dom.js";
import { Popup } from "./popup.js";

/** Opens a menu at a button; entries are `{label, hint?, danger?, chosen?, run}`. */
function openMenu(anchor, label) {
  const popup = new Popup(anchor, { class: "menu", role: "menu", "aria-label": label });
  popup.onmoved = (next) => draw(popup, next.entries());
  popup.node.addEventListener("keydown", moveFocus);
  draw(popup, anchor.entries());
  popup.open();
  popup.node.querySelector(".menu-item")?.focus();
}

/** Draws the entries; those that read as before stay, with the focus and a click that began. */
function draw(popup, entries) {
  const signature = JSON.stringify(entries);
  if (popup.node.dataset.entries === signature) return;
  const hadFocus = popup.node.contains(document.activeElement);
  popup.node.dataset.entries = signature;
  fill(
    popup.node,
    entries.map((entry) => item(entry, popup)),
  );
  if (hadFocus) popup.node.querySelector(".menu-item")?.focus();
}

/** Gives a button that opens a menu; `entries` is asked each time. */
export function menuButton(attributes, label, entries, ...children) {
  const node = button(
    { "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": label, ...attributes },
    ...children,
  );
  node.entries = entries;
  node.addEventListener("click", () => openMenu(node, label));
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
