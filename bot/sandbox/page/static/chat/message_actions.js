/** What can be done with a message: reply, shortcuts, link, edit, delete. */

import { button, fill, h } from "../base/dom.js";
import { ask } from "../base/dialog.js";
import { icon } from "../base/icons.js";
import { menuButton } from "../base/menu.js";
import { decoded } from "../markup/entities.js";
import { content } from "./message_body.js";

/** The buttons that show when the pointer or the focus is on a message. */
export class MessageActions {
  constructor(message, desk, { body, thread }) {
    this.message = message;
    this.desk = desk;
    this.body = body;
    this.thread = thread;
    const more = { class: "icon-button", tabIndex: -1, "data-testid": "message-menu" };
    const reply =
      thread &&
      button(
        {
          class: "icon-button",
          tabIndex: -1,
          onclick: thread,
          "aria-label": "Reply in thread",
          title: "Reply in thread",
        },
        icon("reply"),
      );
    this.node = h(
      "div",
      { class: "message-actions", role: "group", "aria-label": "Message actions" },
      message.ephemeral ? null : reply,
      menuButton(
        { ...more, title: "More actions" },
        "More actions",
        () => this.#entries(),
        icon("more"),
      ),
    );
  }

  #entries() {
    const { message, desk, thread } = this;
    const isMine = message.user === desk.workspace.me.id && !message.ephemeral;
    const entries = message.ephemeral
      ? []
      : [thread && { label: "Reply in thread", run: thread }, ...this.#shortcuts()];
    entries.push({ label: "Copy link", run: () => this.#copyLink() });
    if (isMine) entries.push({ label: "Edit message", run: () => this.#edit() });
    if (isMine) entries.push({ label: "Delete message…", danger: true, run: () => this.#remove() });
    return entries.filter(Boolean);
  }

  #shortcuts() {
    const { server, notices, workspace } = this.desk;
    const { channel, ts } = this.message;
    return workspace.world.shortcuts
      .filter((shortcut) => shortcut.type === "message")
      .map(({ name, description }) => ({
        label: name,
        hint: description,
        run: () => notices.watch(() => server.messageShortcut(name, channel, ts)),
      }));
  }

  #copyLink() {
    const { permalink } = this.message;
    const copied = navigator.clipboard?.writeText(permalink) ?? Promise.reject(new Error());
    copied.then(
      () => this.desk.notices.say("The link is copied."),
      () => this.desk.notices.say(permalink),
    );
  }

  async #remove() {
    const question = {
      title: "Delete message",
      body: "This cannot be undone. Its files are deleted, too.",
      yes: "Delete",
      no: "Cancel",
      danger: true,
    };
    const { channel, ts } = this.message;
    if (await ask(question))
      await this.desk.notices.watch(() => this.desk.server.remove(channel, ts));
  }

  #edit() {
    const field = h("textarea", { class: "field", rows: "3", "aria-label": "Edit message" });
    field.value = decoded(this.message.text.replace(/<@(\w+)>/g, (_, id) => this.#handle(id)));
    const stop = () => fill(this.body, content(this.message, this.desk));
    const save = () => this.#save(field.value, stop);
    field.addEventListener("keydown", (event) => {
      const isDone = event.key === "Enter" && !event.shiftKey && !event.isComposing;
      if (isDone || event.key === "Escape") event.preventDefault();
      if (event.key === "Escape") event.stopPropagation();
      if (isDone) save();
      else if (event.key === "Escape") stop();
    });
    const buttons = [
      button({ class: "button small", onclick: stop }, "Cancel"),
      button({ class: "button small primary", onclick: save }, "Save"),
    ];
    fill(this.body, field, h("div", { class: "row" }, buttons));
    field.focus();
  }

  async #save(text, stop) {
    const { channel, ts } = this.message;
    await this.desk.notices.watch(() => this.desk.server.edit(channel, ts, text));
    stop();
  }

  #handle(id) {
    return `@${this.desk.workspace.person(id)?.handle ?? id}`;
  }
}
