/** The messages of one channel, fetched piece by piece. */

import { handsOff } from "../base/hands.js";
import { oneAtATime } from "../base/repeat.js";

/** Holds messages by timestamp; tells of new ones by the event `messages`. */
export class Conversation extends EventTarget {
  constructor(server, channel) {
    super();
    this.server = server;
    this.channel = channel;
    this.revision = 0;
    this.isForgotten = false;
    this.refresh = oneAtATime(() => this.#fetch());
  }

  /** Starts from nothing at the next refresh; what is shown stays until then. */
  forget() {
    this.isForgotten = true;
  }

  /** Gives what stands in the channel itself, oldest first. */
  roots() {
    return this.#sorted((message) => !message.thread_ts || message.thread_ts === message.ts);
  }

  /** Gives a thread, its first message included. */
  thread(ts) {
    return this.#sorted((message) => message.ts === ts || message.thread_ts === ts);
  }

  /** Gives the replies to each message that has some, by its timestamp. */
  replies() {
    const isReply = (m) => m.thread_ts && m.thread_ts !== m.ts && !m.ephemeral;
    return Map.groupBy(this.#sorted(isReply), (message) => message.thread_ts);
  }

  get(ts) {
    return this.messages?.get(ts);
  }

  async #fetch() {
    const since = this.isForgotten ? 0 : this.revision;
    this.isForgotten = false;
    const fresh = await this.server.messages(this.channel, since);
    await handsOff();
    if (!since) this.messages = new Map();
    for (const message of fresh.messages) this.messages.set(message.ts, message);
    for (const ts of fresh.gone) this.messages.delete(ts);
    this.revision = fresh.revision;
    this.dispatchEvent(new Event("messages"));
  }

  #sorted(keeps) {
    const found = [...(this.messages?.values() ?? [])].filter(keeps);
    return found.sort((one, other) => (one.ts < other.ts ? -1 : 1));
  }
}
