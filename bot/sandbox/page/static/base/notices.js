/** Short notes at the edge of the window, and the bar that says that the sandbox is gone. */

import { h } from "./dom.js";

const STAYS = 6000;

/** Shows notes. */
export class Notices {
  constructor() {
    this.node = h("div", {
      class: "notices",
      role: "status",
      popover: "manual",
      "data-testid": "notices",
    });
    this.away = h(
      "div",
      { class: "away", role: "alert", hidden: true, "data-testid": "away" },
      "The sandbox has stopped. Start it again with ",
      h("code", {}, "make sandbox"),
      ".",
    );
  }

  /** Shows a sentence for a while. */
  say(words) {
    const note = h("div", { class: "notice" }, words);
    this.node.append(note);
    // Shown anew, it lies above a dialog that has been opened meanwhile.
    this.node.hidePopover();
    this.node.showPopover();
    setTimeout(() => this.#remove(note), STAYS);
  }

  /** Runs something and shows why it failed, if it fails. */
  async watch(work) {
    try {
      return await work();
    } catch (error) {
      if (error.isAway) this.setAway(true);
      else this.say(error.message);
      return undefined;
    }
  }

  /** Says that the sandbox is gone, or takes that back. */
  setAway(isAway) {
    this.away.hidden = !isAway;
  }

  #remove(note) {
    note.remove();
    if (!this.node.children.length) this.node.hidePopover();
  }
}
