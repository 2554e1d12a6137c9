/** Slack's rich text as nodes. */

import { h } from "../base/dom.js";
import { emoji } from "./emoji.js";
import { decoded } from "./entities.js";
import { link } from "./links.js";
import { broadcast, channel, date, group, person } from "./references.js";

const STYLES = {
  bold: "strong",
  italic: "em",
  strike: "s",
  code: "code",
  underline: "u",
  highlight: "mark",
  client_highlight: "mark",
};

/** Gives the parts of a rich_text block. */
export function richText(block, names) {
  return block.elements.map((element) => part(element, names));
}

function part(element, names) {
  const inside = () => element.elements.map((leaf) => styled(leaf, names));
  switch (element.type) {
    case "rich_text_section":
      return h("div", { class: "text" }, inside());
    case "rich_text_quote":
      return h("blockquote", {}, inside());
    case "rich_text_preformatted":
      return h("pre", {}, inside());
    case "rich_text_list":
      return list(element, names);
    default:
      return h("span", { class: "unknown", "data-unknown-block": element.type }, element.type);
  }
}

function list(element, names) {
  const items = element.elements.map((item) => h("li", {}, part(item, names)));
  const tag = element.style === "ordered" ? "ol" : "ul";
  const start = element.offset ? element.offset + 1 : null;
  return h(tag, { class: `indent-${element.indent ?? 0}`, start }, items);
}

function styled(leaf, names) {
  return Object.entries(leaf.style ?? {}).reduce(
    (inner, [name, isOn]) => (isOn && STYLES[name] ? h(STYLES[name], {}, inner) : inner),
    leafNode(leaf, names),
  );
}

function leafNode(leaf, names) {
  switch (leaf.type) {
    case "text":
      return decoded(leaf.text);
    case "link":
      return link(leaf.url, decoded(leaf.text ?? ""));
    case "emoji":
      return emoji(leaf.name) ?? `:${leaf.name}:`;
    case "user":
      return person(leaf.user_id, "", names);
    case "channel":
      return channel(leaf.channel_id, "", names);
    case "usergroup":
      return group(leaf.usergroup_id, "", names);
    case "broadcast":
      return broadcast(leaf.range);
    case "date":
      return date(leaf.timestamp, leaf.format, leaf.url, leaf.fallback ?? "");
    case "color":
      return h("code", {}, leaf.value);
    default:
      return h("span", { class: "unknown", "data-unknown-block": leaf.type }, leaf.type);
  }
}
