/** One message as Slack shows it. */

import { button, h } from "../base/dom.js";
import { counted, exactly, time } from "../base/format.js";
import { icon } from "../base/icons.js";
import { avatar } from "./avatar.js";
import { MessageActions } from "./message_actions.js";
import { content } from "./message_body.js";

/** Gives a message; `thread` opens its thread, or is missing where it stands in one. */
export function messageNode(message, desk, { replies, thread }) {
  const author = desk.workspace.person(message.user);
  const body = h("div", { class: "message-body" });
  const node = h(
    "article",
    {
      class: `message ${message.ephemeral ? "ephemeral" : ""}`,
      tabIndex: -1,
      "data-ts": message.ts,
      "data-testid": "message",
      "aria-label": `${author?.name ?? "Somebody"}, ${time(message.ts)}`,
    },
    h("div", { class: "gutter" }, avatar(author), timeLink(message, "gutter-time")),
    h(
      "div",
      { class: "message-main" },
      message.ephemeral && onlyForYou(),
      head(message, author),
      body,
      summary(replies, desk, thread),
    ),
  );
  body.append(...content(message, desk));
  if (!message.deleted) node.append(new MessageActions(message, desk, { body, thread }).node);
  return node;
}

function head(message, author) {
  const role = author?.role === "bot" && h("span", { class: "tag" }, "App");
  const outside =
    author?.role === "from another organisation" && h("span", { class: "tag" }, "External");
  const name = h("span", { class: "author" }, author?.name ?? message.user);
  return h("header", { class: "message-head" }, name, role, outside, timeLink(message, "time"));
}

function timeLink(message, style) {
  const attributes = { class: style, href: hashPart(message.permalink), tabIndex: -1 };
  const label = `Link to the message of ${exactly(message.ts)}`;
  return h(
    "a",
    { ...attributes, title: exactly(message.ts), "aria-label": label },
    time(message.ts),
  );
}

function hashPart(permalink) {
  return permalink ? new URL(permalink).hash : null;
}

function onlyForYou() {
  return h("p", { class: "only-you" }, icon("eye"), "Only visible to you");
}

function summary(replies, desk, thread) {
  if (!replies.length || !thread) return null;
  const people = [...new Set(replies.map((reply) => reply.user))].slice(0, 4);
  const faces = people.map((id) => avatar(desk.workspace.person(id), "small"));
  const words = counted(replies.length, "reply", "replies");
  const last = h("span", { class: "quiet" }, `Last reply ${time(replies.at(-1).ts)}`);
  const attributes = { class: "thread-summary", "data-testid": "thread-summary" };
  return button({ ...attributes, onclick: thread }, faces, h("b", {}, words), last);
}
