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
  const surface = surfaceOf(message, desk);
  return h(
    "div",
    { class: "blocks" },
    message.blocks.map((block) => blockNode(block, surface)),
  );
}

/** Gives the same surface each time, as it knows what was chosen and is not at the sandbox yet. */
function surfaceOf({ channel, ts, values, blocks }, desk) {
  const key = `${channel}/${ts}`;
  if (!desk.surfaces.has(key)) desk.surfaces.set(key, new Surface(desk, { channel, ts }));
  const surface = desk.surfaces.get(key);
  surface.values = values ?? {};
  surface.drafts.prune(blocks);
  return surface;
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
