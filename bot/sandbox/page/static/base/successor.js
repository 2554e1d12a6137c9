/** Finds what took a node's place when the message, modal or tab around it was drawn anew. */

import { findAction } from "./dom.js";

/** Gives a function that finds the node's successor, or nothing when there is none. */
export function successorOf(node) {
  const pane = node.closest("dialog, .pane");
  const ts = node.closest(".message")?.dataset.ts;
  const block = node.closest("[data-block-id]")?.dataset.blockId;
  const action = node.closest("[data-action-id]")?.dataset.actionId;
  const part = node.dataset.testid;
  return () => {
    if (!pane?.isConnected) return null;
    const whole = ts ? pane.querySelector(`.message[data-ts="${CSS.escape(ts)}"]`) : pane;
    if (!whole) return null;
    if (block) return findAction(whole, block, action ?? "");
    return part ? whole.querySelector(`[data-testid="${CSS.escape(part)}"]`) : null;
  };
}
