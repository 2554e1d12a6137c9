/** The basics of standard Markdown, for the markdown block. */

import { h } from "../base/dom.js";
import { link } from "./links.js";

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "\\*\\*(?<bold>.+?)\\*\\*",
    "\\*(?<italic>[^*\\n]+)\\*",
    "~~(?<struck>.+?)~~",
    "\\[(?<label>[^\\]]+)\\]\\((?<url>[^)\\s]+)\\)",
  ].join("|"),
  "g",
);
const FENCE = /```\w*\n?([\s\S]*?)\n?```/;
const LINES = [
  { kind: "heading", pattern: /^#{1,6} +/ },
  { kind: "bullet", pattern: /^\s*[-*+] +/ },
  { kind: "number", pattern: /^\s*\d+\. +/ },
  { kind: "quote", pattern: /^> ?/ },
  { kind: "rule", pattern: /^ *(?:-{3,}|\*{3,}) *$/ },
];

/** Gives Markdown as nodes; what it does not know stays as it is written. */
export function markdown(text) {
  return text
    .split(FENCE)
    .flatMap((part, number) => (number % 2 ? [h("pre", {}, part)] : blocks(part)));
}

function blocks(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const found = LINES.find(({ pattern }) => pattern.test(line));
    const kind = found?.kind ?? (line.trim() ? "text" : "gap");
    const inner = found ? line.replace(found.pattern, "") : line;
    if (runs.at(-1)?.kind === kind) runs.at(-1).lines.push(inner);
    else runs.push({ kind, lines: [inner] });
  }
  return runs.flatMap((run) => SHAPES[run.kind](run.lines));
}

const items = (lines) => lines.map((line) => h("li", {}, inline(line)));

const SHAPES = {
  heading: (lines) => lines.map((line) => h("h4", {}, inline(line))),
  bullet: (lines) => h("ul", {}, items(lines)),
  number: (lines) => h("ol", {}, items(lines)),
  quote: (lines) => h("blockquote", {}, inline(lines.join("\n"))),
  rule: () => h("hr"),
  text: (lines) => h("div", { class: "text" }, inline(lines.join("\n"))),
  gap: () => [],
};

function inline(text) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(text.slice(done, found.index), piece(found.groups));
    done = found.index + found[0].length;
  }
  return [...nodes, text.slice(done)];
}

function piece({ code, bold, italic, struck, label, url }) {
  if (code) return h("code", {}, code);
  if (bold) return h("strong", {}, inline(bold));
  if (italic) return h("em", {}, inline(italic));
  if (struck) return h("s", {}, inline(struck));
  return link(url, label);
}
