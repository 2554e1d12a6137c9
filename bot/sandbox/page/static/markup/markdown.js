/** Standard Markdown as far as Slack's markdown block knows it. */

import { h } from "../base/dom.js";
import { inline } from "./markdown_inline.js";
import { itemOf, lists } from "./markdown_lists.js";
import { isTable, table } from "./markdown_table.js";

const FENCE = /^```[^\n`]*\n([\s\S]*?)\n?^```[ \t]*$\n?/m;
const HEADING = /^#{1,6} +/;
const QUOTE = /^> ?/;
const RULE = /^ *(?:-{3,}|\*{3,}|_{3,}) *$/;

/** Gives Markdown as nodes; what it does not know stays as it is written. */
export function markdown(text) {
  return text
    .split(FENCE)
    .flatMap((part, number) => (number % 2 ? [h("pre", {}, part)] : blocks(part)));
}

function blocks(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const kind = kindOf(line);
    if (runs.at(-1)?.kind === kind) runs.at(-1).lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs.flatMap((run) => SHAPES[run.kind](run.lines));
}

function kindOf(line) {
  if (!line.trim()) return "gap";
  if (HEADING.test(line)) return "heading";
  if (RULE.test(line)) return "rule";
  if (QUOTE.test(line)) return "quote";
  if (itemOf(line)) return "list";
  return line.startsWith("|") ? "table" : "text";
}

const without = (pattern) => (line) => line.replace(pattern, "");
const paragraph = (lines) => h("div", { class: "text" }, inline(lines.join("\n")));

const SHAPES = {
  heading: (lines) => lines.map((line) => h("h4", {}, inline(without(HEADING)(line)))),
  list: (lines) => lists(lines.map(itemOf)),
  quote: (lines) => h("blockquote", {}, inline(lines.map(without(QUOTE)).join("\n"))),
  rule: () => h("hr"),
  table: (lines) => (isTable(lines) ? table(lines) : paragraph(lines)),
  text: paragraph,
  gap: () => [],
};
