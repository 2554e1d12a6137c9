/** What a message says: text or blocks, files, marks. */

import { h } from "../base/dom.js";
import { blockNode } from "../blocks/index.js";
import { Surface } from "../elements/surface.js";
import { emoji } from "../markup/emoji.js";
import { mrkdwn } from "../markup/mrkdwn.js";
import { fileList } from "./files.js";

/** Gives the nodes of a message's body. */
export function content(message, desk) {
  if (message.deleted) return [h("p", { class: "quiet" }, "This message was deleted.")];
  const files = message.files.length > 0 && fileList(message.files);
  return [said(message, desk), edited(message), files, reactions(message)].filter(Boolean);
}

function said(message, desk) {
  if (!message.blocks.length)
    return h("div", { class: "said" }, mrkdwn(message.text, desk.workspace));
  const surface = new Surface(desk, { channel: message.channel, ts: message.ts });
  surface.values = message.values ?? {};
  return h(
    "div",
    { class: "blocks" },
    message.blocks.map((block) => blockNode(block, surface)),
  );
}

function edited(message) {
  return message.edited && h("span", { class: "edited" }, "(edited)");
}

function reactions({ reactions: given }) {
  const some = Object.entries(given).map(([name, users]) =>
    h("span", { class: "reaction" }, emoji(name) ?? `:${name}:`, ` ${users.length}`),
  );
  return some.length > 0 && h("div", { class: "row" }, some);
}
