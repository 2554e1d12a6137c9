/** The blocks of a view, redrawn only where they change, so that nobody is disturbed in typing. */

import { arrange, findAction, h } from "../base/dom.js";
import { blockNode } from "./index.js";
import { showError } from "./input.js";

/** Shows blocks; what is filled in stays where block_id and action_id stay. */
export class BlockList {
  constructor(surface) {
    this.surface = surface;
    this.drawn = new Map();
    this.node = h("div", { class: "blocks" });
  }

  show(blocks, errors) {
    this.surface.drafts.prune(blocks);
    const focused = focusIn(this.node);
    const drawn = new Map(blocks.map((block) => [block.block_id, this.#draw(block)]));
    this.drawn = drawn;
    arrange(
      this.node,
      [...drawn.values()].map(({ node }) => node),
    );
    for (const [id, { node }] of drawn) showError(node, errors[id]);
    if (focused) this.#focusAgain(focused);
  }

  #draw(block) {
    const signature = JSON.stringify(block, withoutInitials);
    const before = this.drawn.get(block.block_id);
    if (before?.signature === signature) return before;
    return { signature, node: blockNode(block, this.surface) };
  }

  #focusAgain({ block, action }) {
    if (this.node.contains(document.activeElement)) return;
    findAction(this.node, block, action)?.focus();
  }
}

function withoutInitials(key, value) {
  return key.startsWith("initial_") ? undefined : value;
}

function focusIn(node) {
  const focused = document.activeElement;
  if (!node.contains(focused)) return null;
  const block = focused.closest("[data-block-id]")?.dataset.blockId;
  const action = focused.closest("[data-action-id]")?.dataset.actionId;
  return block && action ? { block, action } : null;
}
