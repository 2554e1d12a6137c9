/** What somebody has filled in on this page, sent on after a moment. */

const WAIT = 250;

/** Holds values by block and action; `send` stores one at the sandbox. */
export class Drafts {
  constructor(send) {
    this.send = send;
    this.values = new Map();
    this.unsent = new Map();
    this.sending = Promise.resolve();
    this.timer = 0;
  }

  has(ids) {
    return this.values.has(keyOf(ids));
  }

  get(ids) {
    return this.values.get(keyOf(ids));
  }

  /** Remembers a value that is sent by other means. */
  keep(ids, value) {
    this.values.set(keyOf(ids), value);
  }

  /** Remembers a value and sends it after a moment. */
  type(ids, value, sent) {
    this.keep(ids, value);
    this.unsent.set(keyOf(ids), { ids, sent });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush().catch(() => {}), WAIT);
  }

  /** Resolves once everything is at the sandbox. */
  flush() {
    clearTimeout(this.timer);
    const waiting = [...this.unsent.values()];
    this.unsent.clear();
    this.sending = this.sending
      .catch(() => {})
      .then(() => Promise.all(waiting.map(({ ids, sent }) => this.send(ids, sent))));
    return this.sending;
  }

  /** Sends nothing of what is still waiting; resolves once nothing is on its way any more. */
  discard() {
    clearTimeout(this.timer);
    this.unsent.clear();
    return this.sending.catch(() => {});
  }

  /** Forgets what belongs to elements that are not there any more. */
  prune(isThere) {
    for (const key of this.values.keys()) {
      const [block_id, action_id] = JSON.parse(key);
      if (!isThere({ block_id, action_id })) this.values.delete(key);
    }
  }
}

function keyOf({ block_id: block, action_id: action }) {
  return JSON.stringify([block, action]);
}
