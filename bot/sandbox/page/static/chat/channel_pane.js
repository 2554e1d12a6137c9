/** A channel with its messages and its composer. */

import { fill, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { Composer } from "./composer.js";
import { takeDrops } from "./drop_zone.js";
import { Hint, sentence } from "./hint.js";
import { MessageList } from "./message_list.js";

const BEGINNERS = "#print-orders";

/** Shows one channel at a time. */
export class ChannelPane {
  constructor(desk) {
    this.desk = desk;
    this.title = h("h2", { class: "pane-title" });
    this.list = new MessageList(desk, "Messages", (ts) => this.#openThread(ts));
    this.composer = new Composer(desk, "Message", () => this.list.toEnd());
    this.hint = new Hint(() => this.composer.focus());
    const order = () => this.composer.send("/order");
    this.begin = sentence("Type or press ", "/order", order, " to begin.");
    const open = () => this.#openThread(this.conversation.roots().at(-1).ts);
    this.goOn = sentence("Parts go into the thread of their order. ", "Open it", open);
    this.empty = h("p", { class: "empty", hidden: true });
    this.node = h(
      "section",
      { class: "pane channel-pane", "aria-label": "Channel", "data-testid": "channel" },
      h("header", { class: "pane-head" }, this.title),
      h("div", { class: "list-area" }, this.empty, this.list.node),
      this.hint.node,
      this.composer.node,
    );
    takeDrops(
      this.node,
      () => `Upload to ${this.#name()}`,
      (files) => this.composer.attach(files),
    );
    this.update = () => this.#showMessages();
  }

  /** Shows a channel, and brings a message into view if one is named. */
  async open(id, ts) {
    const isNew = this.id !== id;
    this.id = id;
    this.wanted = ts;
    if (isNew) this.#change();
    if (!this.#isOpen()) return;
    if (isNew) await this.desk.notices.watch(() => this.conversation.refresh());
    this.#showWanted();
    this.#showEmpty();
  }

  /** Draws what depends on the workspace anew. */
  refresh() {
    if (!this.id) return;
    const channel = this.desk.workspace.channel(this.id);
    const sign = channel?.kind === "dm" ? null : icon(channel?.private ? "lock" : "hash");
    fill(this.title, sign, channel?.name ?? "No such channel");
    this.composer.node.hidden = !this.#isOpen();
    this.list.node.hidden = !this.#isOpen();
    this.#showEmpty();
  }

  #change() {
    this.conversation?.removeEventListener("messages", this.update);
    this.conversation = this.desk.workspace.conversation(this.id);
    this.conversation.addEventListener("messages", this.update);
    this.composer.open({ channel: this.id }, `Message ${this.#name()}`);
    this.refresh();
    this.#showMessages();
    this.list.toEnd();
  }

  #showMessages() {
    this.list.show(this.conversation.roots(), this.conversation.replies());
    this.#showEmpty();
  }

  #showEmpty() {
    const isQuiet = this.#isOpen() && this.conversation?.roots().length === 0;
    this.empty.hidden = this.#isOpen() && !isQuiet;
    this.empty.textContent = isQuiet
      ? `This is the very beginning of ${this.#name()}.`
      : `You are not a member of ${this.#name()}.`;
    this.hint.show(this.#advice());
  }

  #advice() {
    if (!this.#isOpen() || this.#name() !== BEGINNERS) return null;
    const newest = this.conversation.roots().at(-1);
    if (!newest) return this.begin;
    const isCard = newest.user === this.desk.workspace.world.bot.user && !newest.ephemeral;
    const isOpened = this.desk.route.place.thread || this.conversation.replies().has(newest.ts);
    return isCard && !isOpened ? this.goOn : null;
  }

  #showWanted() {
    if (!this.wanted) return;
    const message = this.conversation.get(this.wanted);
    const root = message?.thread_ts ?? this.wanted;
    if (!this.list.highlight(root)) this.desk.notices.say("That message is not there any more.");
    this.wanted = "";
  }

  #isOpen() {
    return Boolean(this.desk.workspace.channel(this.id)?.member);
  }

  #name() {
    const channel = this.desk.workspace.channel(this.id);
    return channel?.kind === "dm" ? channel.name : `#${channel?.name ?? this.id}`;
  }

  #openThread(ts) {
    this.desk.route.show(this.id, { thread: ts });
  }
}
