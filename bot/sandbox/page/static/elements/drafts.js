/** What somebody has filled in on this page, sent on after a moment. */

const WAIT = 250;

/** Holds values by block, action and kind of element; `send` stores one at the sandbox. */
export class Drafts {
  constructor(send) {
    this.send = send;
    this.values = new Map();
    this.unsent = new Map();
    this.sending = Promise.resolve();
    this.timer = 0;
  }

  has(place) {
    return this.values.has(keyOf(place));
  }

  get(place) {
    return this.values.get(keyOf(place));
  }

  /** Remembers a value that is sent by other means. */
  keep(place, value) {
    this.values.set(keyOf(place), value);
  }

  /** Remembers a value and sends it after a moment. */
  type(place, value, sent) {
    this.keep(place, value);
    this.unsent.set(keyOf(place), { ids: place.ids, sent });
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

  /** Forgets what belongs to elements that are not in these blocks any more. */
  prune(blocks) {
    for (const key of this.values.keys()) {
      const place = JSON.parse(key);
      if (!blocks.some((block) => holds(block, place))) this.values.delete(key);
    }
  }
}

function keyOf({ ids: { block_id: block, action_id: action }, kind }) {
  return JSON.stringify([block, action, kind]);
}

function holds(block, place) {
  const [id, action, kind] = place;
  const elements = [block.element, block.accessory, ...(block.elements ?? [])];
  const isHere = elements.some((one) => one?.action_id === action && one.type === kind);
  const children = block.child_blocks ?? [];
  return (block.block_id === id && isHere) || children.some((one) => holds(one, place));
}
