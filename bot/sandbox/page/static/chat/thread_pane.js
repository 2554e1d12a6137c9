/** The pane at the right: one thread with a composer of its own. */

import { button, fill, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { Composer } from "./composer.js";
import { takeDrops } from "./drop_zone.js";
import { Hint, sentence } from "./hint.js";
import { MessageList } from "./message_list.js";
import { openSampleParts } from "./sample_parts.js";

/** Shows one thread at a time, or nothing; `onLeave` hears which one was left. */
export class ThreadPane {
  constructor(desk, onLeave) {
    this.desk = desk;
    this.onLeave = onLeave;
    this.title = h("h2", { class: "pane-title" }, "Thread");
    this.list = new MessageList(desk, "Thread");
    this.composer = new Composer(desk, "Reply…", () => this.list.toEnd());
    this.composer.pending.addEventListener("change", () => this.#showHint());
    this.hint = new Hint(() => this.composer.focus());
    const take = () => openSampleParts(desk, (files) => this.composer.attach(files));
    this.advice = sentence("Drop a part here, or take ", "a sample", take, ".");
    const close = {
      class: "icon-button",
      "aria-label": "Close thread",
      onclick: () => this.#leave(),
    };
    this.node = h(
      "section",
      { class: "pane thread-pane", "aria-label": "Thread", "data-testid": "thread", hidden: true },
      h("header", { class: "pane-head" }, this.title, button(close, icon("close"))),
      this.list.node,
      this.hint.node,
      this.composer.node,
    );
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && this.#leave());
    takeDrops(
      this.node,
      () => "Add to this thread",
      (files) => this.composer.attach(files),
    );
    this.update = () => this.#showMessages();
  }

  /** Shows a thread and brings a reply into view if one is named; no thread closes the pane. */
  async open(channel, thread, ts) {
    const isNew = this.thread !== thread || this.channel !== channel;
    Object.assign(this, { channel, thread });
    this.node.hidden = !thread;
    if (!thread) return;
    if (isNew) this.#change();
    if (isNew) await this.desk.notices.watch(() => this.conversation.refresh());
    if (ts) this.list.highlight(ts);
    else if (isNew) this.composer.focus();
  }

  #change() {
    this.conversation?.removeEventListener("messages", this.update);
    this.conversation = this.desk.workspace.conversation(this.channel);
    this.conversation.addEventListener("messages", this.update);
    this.composer.open({ channel: this.channel, thread_ts: this.thread }, "Reply…");
    const name = this.desk.workspace.channel(this.channel)?.name;
    fill(this.title, "Thread ", h("span", { class: "quiet" }, name && `#${name}`));
    this.#showMessages();
    this.list.toEnd();
  }

  #showMessages() {
    if (this.thread) this.list.show(this.conversation.thread(this.thread), new Map());
    this.#showHint();
  }

  #showHint() {
    if (!this.composer.pending.isEmpty) this.advised = this.thread;
    const messages = this.thread ? this.conversation.thread(this.thread) : [];
    const isCard = messages[0]?.user === this.desk.workspace.world.bot.user;
    const hasFiles = messages.some((message) => message.files.length > 0);
    const isWanted = isCard && !hasFiles && this.advised !== this.thread;
    this.hint.show(isWanted ? this.advice : null);
  }

  #leave() {
    const { thread } = this;
    this.desk.route.show(this.channel);
    this.onLeave(thread);
  }
}
