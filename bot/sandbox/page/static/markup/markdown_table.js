/** Markdown's tables. */

import { h } from "../base/dom.js";
import { inline } from "./markdown_inline.js";

const LINE = /^:?-+:?$/;

/** Gives whether lines that begin with a bar are a table: the second draws the line. */
export function isTable(lines) {
  return lines.length > 1 && cellsOf(lines[1]).every((cell) => LINE.test(cell));
}

/** Gives a table; the first line is its head. */
export function table([head, line, ...rows]) {
  const sides = cellsOf(line).map(sideOf);
  const row = (tag) => (text) => h("tr", {}, cellsOf(text).map(cell(tag, sides)));
  const body = h("tbody", {}, row("th")(head), rows.map(row("td")));
  return h("div", { class: "table" }, h("table", {}, body));
}

function cell(tag, sides) {
  return (text, column) => h(tag, { class: sides[column] }, inline(text));
}

function cellsOf(line) {
  const inside = line.trim().replace(/^\||(?<!\\)\|$/g, "");
  return inside.split(/(?<!\\)\|/).map((text) => text.trim());
}

function sideOf(line) {
  if (!line.endsWith(":")) return "left";
  return line.startsWith(":") ? "center" : "right";
}
