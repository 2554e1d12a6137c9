/** The tab that is taken for Slack: side bar, channel, thread, Home, modals. */

import { h } from "../base/dom.js";
import { ModalStack } from "../modal/modal_stack.js";
import { ChannelPane } from "./channel_pane.js";
import { HomePane } from "./home_pane.js";
import { Sidebar } from "./sidebar.js";
import { ThreadPane } from "./thread_pane.js";

/** Follows the address and the workspace. */
export class SlackTab {
  constructor(desk) {
    this.desk = desk;
    this.sidebar = new Sidebar(desk);
    this.channel = new ChannelPane(desk);
    this.thread = new ThreadPane(desk, (ts) => this.channel.list.focus(ts));
    this.home = new HomePane(desk);
    this.modals = new ModalStack(desk);
    const panes = [this.channel.node, this.home.node, this.thread.node];
    this.node = h(
      "div",
      { class: "slack" },
      this.sidebar.node,
      h("main", { class: "panes" }, panes),
    );
    desk.workspace.addEventListener("world", () => this.#refresh());
    desk.route.addEventListener("route", () => this.open());
  }

  /** Shows what the address names; without a name, the first channel. */
  open() {
    const { tab, channel, ts, thread } = this.desk.route.place;
    if (tab !== "slack") return;
    const known = channel === "home" || this.desk.workspace.channel(channel);
    if (!known) {
      this.desk.route.show(this.desk.workspace.world.channels[0].id);
      return;
    }
    this.#show(channel, ts, thread);
  }

  #show(channel, ts, thread) {
    const isHome = channel === "home";
    this.channel.node.hidden = isHome;
    this.home.node.hidden = !isHome;
    this.node.classList.toggle("with-thread", Boolean(thread));
    if (isHome) this.home.open();
    else this.channel.open(channel, thread ? "" : ts);
    this.thread.open(channel, thread, ts);
  }

  #refresh() {
    this.channel.refresh();
    if (!this.home.node.hidden) this.home.refresh();
    this.modals.show(this.desk.workspace.world.views);
  }
}
