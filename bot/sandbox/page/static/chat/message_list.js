/** A growing list of messages: only what changes is drawn again, and the end stays in view. */

import { arrange, findAction, h } from "../base/dom.js";
import { day, moment } from "../base/format.js";
import { messageNode } from "./message.js";

const TOGETHER = 5 * 60;
const NEAR_END = 40;
/** As many messages are laid out and painted together, or not at all while they are far away. */
const TOGETHER_DRAWN = 25;

/** Shows messages; `thread(ts)` opens a thread, or is missing in a thread. */
export class MessageList {
  constructor(desk, label, thread = null) {
    this.desk = desk;
    this.thread = thread;
    this.rows = new Map();
    this.isAtEnd = true;
    this.inner = h("div", { class: "messages-inner" });
    this.node = h(
      "div",
      {
        class: "messages",
        role: "log",
        tabIndex: 0,
        "aria-label": label,
        "data-testid": "messages",
      },
      this.inner,
    );
    this.node.addEventListener("scroll", () => this.#noteEnd(), { passive: true });
    this.node.addEventListener("keydown", (event) => this.#key(event));
    this.node.addEventListener("focusin", (event) => this.#reach(event.target.closest(".message")));
    new ResizeObserver(() => this.#stick()).observe(this.inner);
    new ResizeObserver(() => this.#stick()).observe(this.node);
  }

  /** Shows these messages, oldest first; `replies` are by the timestamp of what they reply to. */
  show(messages, replies) {
    const rows = new Map();
    messages.forEach((message, number) => {
      const before = messages[number - 1];
      rows.set(message.ts, this.#row(message, before, replies.get(message.ts) ?? []));
    });
    const focused = this.#focused();
    this.rows = rows;
    this.#place([...rows.values()].map(({ node }) => node));
    if (focused) this.#focusAgain(focused);
    this.#stick();
  }

  /** Brings a message into view and marks it for a moment. */
  highlight(ts) {
    const node = this.rows.get(ts)?.node;
    if (!node) return false;
    this.isAtEnd = false;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("highlighted");
    requestAnimationFrame(() => node.classList.add("highlighted"));
    return true;
  }

  /** Gives a message the focus. */
  focus(ts) {
    this.rows.get(ts)?.node.focus({ preventScroll: true });
  }

  /** Goes to the newest message, and stays there. */
  toEnd() {
    this.isAtEnd = true;
    this.#stick();
  }

  #row(message, before, replies) {
    const isNewDay = !before || day(before.ts) !== day(message.ts);
    const isCompact = !isNewDay && isContinued(before, message);
    const signature = JSON.stringify([message, replies.map((one) => [one.ts, one.user])]);
    const known = this.rows.get(message.ts);
    const row = known?.signature === signature ? known : this.#draw(message, replies, signature);
    row.node.classList.toggle("compact", isCompact);
    row.node.dataset.day = isNewDay ? day(message.ts) : "";
    return row;
  }

  #draw(message, replies, signature) {
    const root = message.thread_ts ?? message.ts;
    const thread = this.thread && (() => this.thread(root));
    const node = messageNode(message, this.desk, { replies, thread });
    return { signature, node };
  }

  #place(nodes) {
    const count = Math.ceil(nodes.length / TOGETHER_DRAWN);
    const stretches = Array.from(
      { length: count },
      (_, number) => this.inner.children[number] ?? h("div", { class: "stretch" }),
    );
    arrange(this.inner, stretches);
    stretches.forEach((stretch, number) => {
      const first = number * TOGETHER_DRAWN;
      arrange(stretch, nodes.slice(first, first + TOGETHER_DRAWN));
    });
  }

  #noteEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.node;
    this.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  #stick() {
    if (this.isAtEnd) this.node.scrollTop = this.node.scrollHeight;
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = document.activeElement;
    if (!step || (at !== this.node && !at.matches(".message"))) return;
    event.preventDefault();
    const all = [...this.rows.values()].map(({ node }) => node);
    const next = at === this.node ? all.at(-1) : all[all.indexOf(at) + step];
    next?.focus();
  }

  #reach(message) {
    if (message === this.reached) return;
    for (const node of actionsOf(this.reached)) node.tabIndex = -1;
    for (const node of actionsOf(message)) node.tabIndex = 0;
    this.reached = message;
  }

  #focused() {
    const at = document.activeElement;
    const message = this.inner.contains(at) && at.closest(".message");
    if (!message) return null;
    const block = at.closest("[data-block-id]")?.dataset.blockId;
    const action = at.closest("[data-action-id]")?.dataset.actionId;
    return { ts: message.dataset.ts, block, action };
  }

  #focusAgain({ ts, block, action }) {
    if (this.inner.contains(document.activeElement)) return;
    const node = this.rows.get(ts)?.node;
    const same = block && action && node && findAction(node, block, action);
    (same || node)?.focus({ preventScroll: true });
  }
}

function actionsOf(message) {
  return message?.querySelectorAll(".message-actions button") ?? [];
}

function isContinued(before, message) {
  const gap = (moment(message.ts) - moment(before.ts)) / 1000;
  const isSame = before.user === message.user && before.ephemeral === message.ephemeral;
  return isSame && !before.deleted && !message.deleted && gap < TOGETHER;
}
