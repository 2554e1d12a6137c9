/** Slack's own markup as nodes. */

import { h } from "../base/dom.js";
import { decoded } from "./entities.js";
import { inline, withEmoji } from "./inline.js";

const FENCE = /\n?```\n?([\s\S]+?)\n?```\n?/;
const QUOTE = /^(?:&gt;|>) ?/;
const REST = /^(?:&gt;|>){3} ?/;
const BULLET = /^(\s*)([•◦▪-]|\d+\.) (.*)$/;

/** Gives a text object, plain or mrkdwn, as nodes. */
export function textNodes(text, names) {
  if (text.type === "mrkdwn") return mrkdwn(text.text, names, text.verbatim);
  const words = decoded(text.text);
  return [h("span", { class: "plain" }, text.emoji === false ? words : withEmoji(words))];
}

/** Gives the words of a text object without any formatting. */
export function words(text) {
  return text ? decoded(text.text) : "";
}

/** Gives mrkdwn as nodes: paragraphs, quotes, lists and code. */
export function mrkdwn(text, names, verbatim = false) {
  return text.split(FENCE).flatMap((part, number) => {
    return number % 2 ? [h("pre", {}, decoded(part))] : paragraphs(part, names, verbatim);
  });
}

function paragraphs(text, names, verbatim) {
  if (!text) return [];
  const runs = [];
  for (const line of text.split("\n")) {
    const last = runs.at(-1);
    const kind = last?.kind === "rest" ? "rest" : kindOf(line);
    if (last?.kind === kind) last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs.map((run) => SHAPES[run.kind](run.lines, names, verbatim));
}

function kindOf(line) {
  if (REST.test(line)) return "rest";
  if (QUOTE.test(line)) return "quote";
  return BULLET.test(line) ? "list" : "plain";
}

const SHAPES = {
  rest: ([first, ...others], names, verbatim) => {
    const inner = [first.replace(REST, ""), ...others].join("\n");
    return h("blockquote", {}, inline(inner, names, verbatim));
  },
  quote: (lines, names, verbatim) => {
    const inner = lines.map((line) => line.replace(QUOTE, "")).join("\n");
    return h("blockquote", {}, inline(inner, names, verbatim));
  },
  list: (lines, names, verbatim) => {
    const items = lines.map((line) => item(line, names, verbatim));
    return h("div", {}, items);
  },
  plain: (lines, names, verbatim) =>
    h("div", { class: "text" }, inline(lines.join("\n"), names, verbatim)),
};

function item(line, names, verbatim) {
  const [, indent, mark, rest] = BULLET.exec(line);
  const body = h("span", {}, inline(rest, names, verbatim));
  return h("div", { class: "typed-item" }, h("span", {}, `${indent}${mark} `), body);
}
