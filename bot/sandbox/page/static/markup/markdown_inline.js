/** Markdown's marks within a line. */

import { h } from "../base/dom.js";
import { withEmoji } from "./inline.js";
import { link } from "./links.js";

const PAIR = "\\[(?:[^\\[\\]]*)\\]\\([^)\\s]+\\)";
const MARKS = new RegExp(
  [
    "\\\\(?<escaped>[\\\\`*_~{}\\[\\]()<>#+.!|-])",
    "`(?<code>[^`\\n]+)`",
    "\\*\\*\\*(?<both>\\S.*?)\\*\\*\\*",
    "\\*\\*(?<bold>\\S.*?)\\*\\*",
    worded("__", "strong", ".+?"),
    "\\*(?<italic>[^*\\s](?:[^*\\n]*[^*\\s])?)\\*",
    worded("_", "slanted", "[^_\\n]+"),
    "~~(?<struck>\\S.*?)~~",
    `!?(?<link>${PAIR})`,
  ].join("|"),
  "gu",
);
const TAGS = { bold: "strong", strong: "strong", italic: "em", slanted: "em", struck: "s" };

/** Gives the nodes of one line or more. */
export function inline(text) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(MARKS)) {
    nodes.push(withEmoji(text.slice(done, found.index)), piece(found.groups));
    done = found.index + found[0].length;
  }
  return [...nodes, withEmoji(text.slice(done))];
}

function piece(groups) {
  const { escaped, code, both, link: pair } = groups;
  if (escaped) return escaped;
  if (code) return h("code", {}, code);
  if (both) return h("strong", {}, h("em", {}, inline(both)));
  if (pair) return linked(pair);
  const [name, inner] = Object.entries(groups).find(([key, value]) => TAGS[key] && value);
  return h(TAGS[name], {}, inline(inner));
}

/** Gives a link; an image is shown as one, too, as in Slack. */
function linked(pair) {
  const at = pair.lastIndexOf("](");
  return link(pair.slice(at + 2, -1), pair.slice(1, at));
}

/** Underscores count only around whole words, so that names of files stay as they are. */
function worded(mark, name, inside) {
  const letter = "[\\p{L}\\p{N}_]";
  return `(?<!${letter})${mark}(?=\\S)(?<${name}>${inside})(?<=\\S)${mark}(?!${letter})`;
}
