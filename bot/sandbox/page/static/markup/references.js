/** What stands between `<` and `>` in Slack's text: people, channels, groups, dates, links. */

import { h } from "../base/dom.js";
import { dateText } from "./dates.js";
import { decoded } from "./entities.js";
import { link } from "./links.js";

const EVERYBODY = new Set(["here", "channel", "everyone"]);

/** Gives a reference as Slack shows it; `names` knows people and channels. */
export function reference(inside, names) {
  const [target, ...rest] = inside.split("|");
  const label = decoded(rest.join("|"));
  switch (target[0]) {
    case "@":
      return person(target.slice(1), label, names);
    case "#":
      return channel(target.slice(1), label, names);
    case "!":
      return special(target.slice(1), label, names);
    default:
      return link(decoded(target), label);
  }
}

/** Gives the mention of a person. */
export function person(id, label, names) {
  const known = names.person(id);
  const isMe = id === names.me.id;
  return mention(`@${known?.name ?? (label || id)}`, isMe ? "mention me" : "mention");
}

/** Gives the mention of a channel, as a link where it is one's own. */
export function channel(id, label, names) {
  const known = names.channel(id);
  const words = `#${known?.name ?? (label || id)}`;
  return known ? h("a", { class: "mention", href: `#/${id}` }, words) : mention(words, "mention");
}

/** Gives the mention of a group of people. */
export function group(id, label, names) {
  const known = names.group(id);
  const isMine = known?.members.includes(names.me.id);
  const words = known ? `@${known.handle}` : label || `@${id}`;
  return mention(words, isMine ? "mention me" : "mention");
}

/** Gives `@here` and its like. */
export function broadcast(range) {
  return mention(`@${range}`, "mention me");
}

/** Gives a moment as a pattern has it, as a link where there is an address. */
export function date(seconds, pattern, address, fallback) {
  const words = dateText(seconds, pattern, fallback);
  return address ? link(address, words) : h("time", { title: fallback || null }, words);
}

function special(target, label, names) {
  const [kind, first, ...more] = target.split("^").map(decoded);
  if (kind === "date") return date(first, more[0] ?? label, more[1], label);
  if (kind === "subteam") return group(first, label, names);
  return EVERYBODY.has(kind) ? broadcast(kind) : label || `<${kind}>`;
}

function mention(words, style) {
  return h("span", { class: style, "data-mention": words }, words);
}
