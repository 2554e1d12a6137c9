/** A box beside the thing it belongs to, one at a time, closed by Esc or a click elsewhere. */

import { h } from "./dom.js";
import { successorOf } from "./successor.js";

const GAP = 4;
const EDGE = 8;

const REDRAWN = { childList: true, subtree: true, attributeFilter: ["open", "hidden"] };

let current = null;

/**
 * Shows boxes; what opens last closes the one before. When what a box belongs to is drawn anew, the
 * box stays with its successor, of which `onmoved` hears; when there is none, it closes.
 */
export class Popup {
  /** `anchor` is what the box belongs to and what gets the focus back. */
  constructor(anchor, attributes, ...children) {
    this.anchor = anchor;
    this.node = h("div", { ...attributes, class: `popup ${attributes.class ?? ""}` }, ...children);
    this.node.addEventListener("keydown", (event) => this.#key(event));
    this.onmoved = () => {};
    this.outside = (event) => this.#outside(event);
    this.move = () => this.place();
    this.successor = successorOf(anchor);
    this.watch = new MutationObserver(() => this.#follow());
  }

  open() {
    current?.close();
    current = this;
    (this.anchor.closest("dialog") ?? document.body).append(this.node);
    this.anchor.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.outside, true);
    document.addEventListener("scroll", this.move, true);
    window.addEventListener("resize", this.move);
    this.watch.observe(document.body, REDRAWN);
    this.place();
  }

  /** Closes it; the focus goes back unless it is elsewhere already. */
  close() {
    if (current !== this) return;
    current = null;
    const hadFocus = this.node.contains(document.activeElement);
    document.removeEventListener("pointerdown", this.outside, true);
    document.removeEventListener("scroll", this.move, true);
    window.removeEventListener("resize", this.move);
    this.watch.disconnect();
    this.node.remove();
    this.anchor.setAttribute("aria-expanded", "false");
    if (hadFocus && this.anchor.isConnected) this.anchor.focus();
  }

  get isOpen() {
    return current === this;
  }

  /** Puts the box below its anchor, or above it where there is more room. */
  place() {
    if (!this.isOpen) return;
    const anchor = this.anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.node;
    const below = window.innerHeight - anchor.bottom - GAP - EDGE;
    const above = anchor.top - GAP - EDGE;
    const goesUp = height > below && above > below;
    const wanted = goesUp ? anchor.top - GAP - height : anchor.bottom + GAP;
    const top = Math.max(EDGE, Math.min(wanted, window.innerHeight - height - EDGE));
    const left = Math.min(anchor.left, window.innerWidth - width - EDGE);
    this.node.style.maxHeight = `${Math.max(above, below)}px`;
    this.node.style.top = `${top}px`;
    this.node.style.left = `${Math.max(EDGE, left)}px`;
  }

  #follow() {
    if (this.anchor.checkVisibility()) return this.place();
    const next = this.anchor.isConnected ? null : this.successor();
    if (!next || next.ariaHasPopup !== this.anchor.ariaHasPopup) return this.close();
    this.anchor = next;
    next.setAttribute("aria-expanded", "true");
    this.onmoved(next);
    return this.place();
  }

  #key(event) {
    if (event.key !== "Escape" && event.key !== "Tab") return;
    if (event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    this.close();
  }

  #outside(event) {
    if (!this.node.contains(event.target) && !this.anchor.contains(event.target)) this.close();
  }
}
