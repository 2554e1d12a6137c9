/** The side bar: who one is, channels, the bot. */

import { button, fill, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { menuButton } from "../base/menu.js";
import { avatar } from "./avatar.js";

const READ = "read";

/** Shows where one can go, and what is new there. */
export class Sidebar {
  constructor(desk) {
    this.desk = desk;
    this.name = h("h1", { class: "workspace-name" });
    this.who = menuButton({ class: "who", "data-testid": "who" }, "Switch person", () =>
      this.#people(),
    );
    this.places = h("div", { class: "places" });
    this.node = h(
      "nav",
      { class: "sidebar", "aria-label": "Channels", "data-testid": "sidebar" },
      h("div", { class: "sidebar-head" }, this.name, this.who),
      this.places,
    );
    desk.workspace.addEventListener("world", () => this.show());
    desk.route.addEventListener("route", () => this.show());
  }

  show() {
    const { world } = this.desk.workspace;
    const { channel: open } = this.desk.route.place;
    this.#markRead(world, open);
    this.name.textContent = world.workspace;
    fill(
      this.who,
      avatar(world.me, "small"),
      `You are: ${world.me.name}, ${world.me.role}`,
      icon("caret"),
    );
    this.who.setAttribute(
      "aria-label",
      `You are ${world.me.name}, ${world.me.role}. Switch person`,
    );
    const focused = this.#focused();
    fill(this.places, this.#group("Channels", "channel", open), this.#apps(world, open));
    if (focused) this.places.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus();
  }

  #focused() {
    return this.places.contains(document.activeElement) && document.activeElement.dataset.place;
  }

  #group(title, kind, open) {
    const channels = this.desk.workspace.world.channels.filter((one) => one.kind === kind);
    const items = channels.map((channel) => this.#channel(channel, open));
    return h("section", {}, h("h2", {}, title), h("ul", {}, items));
  }

  #apps(world, open) {
    const direct = world.channels.filter((channel) => channel.kind === "dm");
    const home = this.#place("home", `${world.bot.name} Home`, icon("home"), open);
    const items = [...direct.map((channel) => this.#channel(channel, open)), h("li", {}, home)];
    const state =
      !world.bot.running &&
      h("p", { class: "bot-away", role: "status" }, "The bot is not running.");
    return h("section", {}, h("h2", {}, "Apps"), h("ul", {}, items), state);
  }

  #channel(channel, open) {
    const bot = this.desk.workspace.person(this.desk.workspace.world.bot.user);
    const sign =
      channel.kind === "dm" ? avatar(bot, "small") : icon(channel.private ? "lock" : "hash");
    const node = this.#place(channel.id, channel.name, sign, open);
    const isNew = channel.id !== open && channel.unread_ts > this.#read(channel.id);
    node.classList.toggle("unread", isNew);
    node.classList.toggle("outside", !channel.member);
    if (isNew) node.setAttribute("aria-description", "Unread messages");
    if (channel.shared) node.append(h("span", { class: "tag" }, "shared"));
    return h("li", {}, node);
  }

  #place(id, name, sign, open) {
    const isOpen = id === open;
    const attributes = { class: "place", "aria-current": isOpen ? "page" : null, "data-place": id };
    const show = () => this.desk.route.show(id);
    return button({ ...attributes, onclick: show }, sign, h("span", { class: "place-name" }, name));
  }

  #people() {
    const { people, me } = this.desk.workspace.world;
    return people
      .filter((person) => person.role !== "bot")
      .map((person) => ({
        label: person.name,
        hint: person.role,
        chosen: person.id === me.id,
        run: () => location.assign(`/?as=${person.handle}${location.hash}`),
      }));
  }

  #markRead(world, open) {
    const channel = world.channels.find((one) => one.id === open);
    if (channel) sessionStorage.setItem(this.#key(open), channel.unread_ts);
  }

  #read(id) {
    return sessionStorage.getItem(this.#key(id)) ?? "";
  }

  #key(id) {
    return `${READ}:${this.desk.workspace.me.handle}:${id}`;
  }
}
