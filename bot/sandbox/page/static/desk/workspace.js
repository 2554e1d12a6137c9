/** The workspace as one person sees it, kept up to date. */

import { handsOff } from "../base/hands.js";
import { oneAtATime } from "../base/repeat.js";
import { Conversation } from "./conversation.js";

/** Holds the newest state; tells of changes by the event `world`. */
export class Workspace extends EventTarget {
  constructor(server) {
    super();
    this.server = server;
    this.world = null;
    this.conversations = new Map();
    this.refresh = oneAtATime(() => this.#fetch());
  }

  /** Gives the messages of a channel, the same object each time. */
  conversation(channel) {
    if (!this.conversations.has(channel)) {
      this.conversations.set(channel, new Conversation(this.server, channel));
    }
    return this.conversations.get(channel);
  }

  /** Forgets every message: the sandbox may have been started anew. */
  forget() {
    for (const conversation of this.conversations.values()) conversation.forget();
  }

  get me() {
    return this.world.me;
  }

  person(id) {
    return this.world.people.find((person) => person.id === id);
  }

  group(id) {
    return this.world.groups.find((group) => group.id === id);
  }

  channel(id) {
    return this.world.channels.find((channel) => channel.id === id);
  }

  async #fetch() {
    const world = await this.server.world();
    await handsOff();
    this.world = world;
    this.dispatchEvent(new Event("world"));
  }
}
