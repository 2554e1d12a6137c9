/** Builds elements from data. */

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "open", "tabIndex"]);
const SVG = "http://www.w3.org/2000/svg";

/** Gives an element; text becomes text nodes, so nothing is ever read as markup. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...shown(children));
  return node;
}

/** Gives a button that does not submit anything by itself. */
export function button(attributes, ...children) {
  return h("button", { type: "button", ...attributes }, ...children);
}

/** Gives an icon drawn from one path on a 20 by 20 grid; screen readers skip it. */
export function drawing(path) {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Replaces what is in a node. */
export function fill(node, ...children) {
  node.replaceChildren(...shown(children));
}

/** Makes these the children of a node, moving as little as possible: focus and scroll stay. */
export function arrange(parent, nodes) {
  const kept = new Set(nodes);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  let at = parent.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

/** Finds the element below a node that shows a Block Kit element. */
export function findAction(node, blockId, actionId) {
  const block = node.querySelector(`[data-block-id="${CSS.escape(blockId)}"]`);
  return block?.querySelector(`[data-action-id="${CSS.escape(actionId)}"]`) ?? null;
}

let last = 0;

/** Gives an id that no other element of this page has. */
export function freshId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

function shown(children) {
  const nothing = new Set([null, undefined, false, ""]);
  return children.flat(Infinity).filter((child) => !nothing.has(child));
}

function set(node, name, value) {
  if (value === null || value === undefined) return;
  if (typeof value === "function") node.addEventListener(name.slice(2), value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else if (value !== false) node.setAttribute(name, value === true ? "" : value);
}
