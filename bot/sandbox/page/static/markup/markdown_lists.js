/** Markdown's lists: with points, numbers or boxes, one inside the other. */

import { h } from "../base/dom.js";
import { inline } from "./markdown_inline.js";

const ITEM = /^(?<indent>\s*)(?:[-*+]|(?<number>\d+)[.)]) +(?:\[(?<box>[ xX])\] +)?(?<text>.*)$/;

/** Gives what a line says as an item of a list, or nothing where it is none. */
export function itemOf(line) {
  const { indent, number, box, text } = ITEM.exec(line)?.groups ?? {};
  return text === undefined ? null : { depth: indent.length, number, box, text };
}

/** Gives the lists that items make; deeper ones belong to the item above them. */
export function lists(items) {
  const made = [];
  for (let rest = items; rest.length; ) {
    const [first, ...others] = rest;
    const below = countBelow(first, others);
    const tag = first.number ? "ol" : "ul";
    if (made.at(-1)?.localName !== tag) made.push(h(tag, { start: first.number }));
    made.at(-1).append(node(first, others.slice(0, below)));
    rest = others.slice(below);
  }
  return made;
}

function countBelow({ depth }, others) {
  const end = others.findIndex((item) => item.depth <= depth);
  return end < 0 ? others.length : end;
}

function node({ box, text }, inner) {
  const said = box ? task(box, text) : inline(text);
  return h("li", { class: box ? "task" : null }, said, lists(inner));
}

function task(box, text) {
  const mark = h("input", { type: "checkbox", disabled: true, checked: box !== " " });
  return h("label", {}, mark, inline(text));
}
