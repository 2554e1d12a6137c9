/** The modals that are open for this person; only the topmost is on the screen. */

import { Modal } from "./modal.js";

/** Follows the stack that the sandbox keeps, so a reload loses nothing. */
export class ModalStack {
  constructor(desk) {
    this.desk = desk;
    this.modals = new Map();
  }

  /** Shows these views, the topmost last. */
  show(views) {
    const before = this.modals;
    this.modals = new Map(
      views.map((view) => [view.id, before.get(view.id) ?? new Modal(this.desk, view)]),
    );
    for (const [id, modal] of before) if (!this.modals.has(id)) modal.remove();
    for (const view of views) this.modals.get(view.id).update(view, views.length > 1);
    const top = views.at(-1);
    for (const [id, modal] of this.modals) if (id !== top?.id) modal.hide();
    if (top) this.modals.get(top.id).show();
  }
}
