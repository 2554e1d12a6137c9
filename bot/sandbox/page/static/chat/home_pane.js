/** The app's Home tab. */

import { fill, h } from "../base/dom.js";
import { BlockList } from "../blocks/block_list.js";
import { Surface } from "../elements/surface.js";

/** Shows what the bot has published for this person. */
export class HomePane {
  constructor(desk) {
    this.desk = desk;
    this.body = h("div", { class: "home-body" });
    this.title = h("h2", { class: "pane-title" });
    this.node = h(
      "section",
      { class: "pane", "aria-label": "Home", "data-testid": "home", hidden: true },
      h("header", { class: "pane-head" }, this.title),
      this.body,
    );
  }

  /** Tells the bot that its Home was opened, and shows it. */
  async open() {
    this.refresh();
    await this.desk.notices.watch(() => this.desk.server.home());
    await this.desk.notices.watch(() => this.desk.workspace.refresh());
  }

  refresh() {
    const { home, bot } = this.desk.workspace.world;
    this.title.textContent = `${bot.name} Home`;
    if (!home) {
      this.list = null;
      fill(this.body, h("p", { class: "empty" }, `${bot.name} has no Home tab for you.`));
      return;
    }
    if (!this.list) this.#begin(home);
    this.list.surface.values = home.values;
    this.list.show(home.blocks, home.errors);
  }

  #begin(home) {
    this.list = new BlockList(new Surface(this.desk, { view: home.id }));
    fill(this.body, this.list.node);
  }
}
