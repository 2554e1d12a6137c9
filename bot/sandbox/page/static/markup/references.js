/** What stands between `<` and `>` in Slack's text: people, channels, groups, dates, links. */

import { h } from "../base/dom.js";
import { dateText } from "./dates.js";
import { decoded } from "./entities.js";
import { link } from "./links.js";

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
      return special(target.slice(1), label);
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

/** Gives `@here` and its like. */
export function broadcast(range) {
  return mention(`@${range}`, "mention me");
}

function special(target, label) {
  const [kind, ...more] = target.split("^");
  if (kind === "date") {
    const [seconds, pattern = "", address = ""] = more;
    const words = dateText(seconds, decoded(pattern), label);
    const shown = h("time", { title: label }, words);
    return address ? link(decoded(address), words) : shown;
  }
  if (kind === "subteam") return mention(label || `@${more[0]}`, "mention");
  return broadcast(kind);
}

function mention(words, style) {
  return h("span", { class: style, "data-mention": words }, words);
}
