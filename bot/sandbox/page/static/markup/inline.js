/** Slack's marks within a line: bold, italic, struck out, code, references, emoji. */

import { h } from "../base/dom.js";
import { emoji } from "./emoji.js";
import { decoded } from "./entities.js";
import { link } from "./links.js";
import { reference } from "./references.js";

const CODE = "`(?<code>[^`\\n]+)`";
const REFERENCE = "<(?<ref>[^<>\\n]+)>";
const EMOJI = ":(?<emoji>[a-z0-9_+'-]+):";
const ADDRESS = "(?<url>https?://[^\\s<>|]+[^\\s<>|.,;:!?)'\"])";
const TAGS = { "*": "strong", _: "em", "~": "s" };
const STYLED = styled("*", "bold") + "|" + styled("_", "italic") + "|" + styled("~", "struck");
const QUIET = new RegExp([CODE, REFERENCE, STYLED, EMOJI].join("|"), "gu");
const LINKING = new RegExp([CODE, REFERENCE, STYLED, EMOJI, ADDRESS].join("|"), "gu");

/** Gives the nodes of one line or more; `verbatim` keeps bare addresses from becoming links. */
export function inline(text, names, verbatim) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(verbatim ? QUIET : LINKING)) {
    nodes.push(decoded(text.slice(done, found.index)));
    nodes.push(piece(found, names, verbatim));
    done = found.index + found[0].length;
  }
  return [...nodes, decoded(text.slice(done))];
}

/** Gives text that knows no marks but emoji. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => emoji(name) ?? whole);
}

function piece(found, names, verbatim) {
  const { code, ref, bold, italic, struck, emoji: name, url } = found.groups;
  if (code) return h("code", {}, decoded(code));
  if (ref) return reference(ref, names);
  if (name) return emoji(name) ?? decoded(found[0]);
  if (url) return link(decoded(url), "");
  const inner = bold ?? italic ?? struck;
  return h(TAGS[found[0][0]], {}, inline(inner, names, verbatim));
}

function styled(mark, name) {
  const m = mark === "*" ? "\\*" : mark;
  const inside = `(?:\`[^\`\\n]+\`|<[^<>\\n]*>|[^${m}\\n\`<])+?`;
  const before = `(?<![\\p{L}\\p{N}_${m}])`;
  const after = `(?![\\p{L}\\p{N}_${m}])`;
  return `${before}${m}(?=\\S)(?<${name}>${inside})(?<=\\S)${m}${after}`;
}
