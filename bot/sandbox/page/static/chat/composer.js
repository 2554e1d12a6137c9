/** Where messages and commands are written, and files are attached. */

import { button, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { menuButton } from "../base/menu.js";
import { Completion } from "./completion.js";
import { PendingFiles } from "./pending_files.js";
import { openSampleParts } from "./sample_parts.js";

const COMMAND = /^(\/\S+)\s*([\s\S]*)$/;

/** Sends to a place `{channel, thread_ts?}`; `onSent` hears when something went out. */
export class Composer {
  constructor(desk, label, onSent) {
    this.desk = desk;
    this.onSent = onSent;
    this.place = null;
    this.field = this.#field(label);
    this.completion = new Completion(this.field, desk);
    this.pending = new PendingFiles(desk);
    this.chooser = this.#chooser();
    this.sendButton = this.#sendButton();
    this.state = h("span", { class: "quiet", role: "status" });
    this.node = this.#box();
    this.pending.addEventListener("change", () => this.#filesChanged());
    this.#show();
  }

  /** Goes to another place; what was written stays with the old one. */
  open(place, label) {
    const key = JSON.stringify(place);
    if (this.key === key) return;
    if (this.key) sessionStorage.setItem(this.key, this.field.value);
    this.key = key;
    this.place = place;
    this.field.disabled = false;
    this.waits = false;
    this.field.setAttribute("aria-label", label);
    this.field.placeholder = label;
    this.field.value = sessionStorage.getItem(key) ?? "";
    this.#show();
  }

  attach(files) {
    this.pending.add(files);
    this.focus();
  }

  focus() {
    this.field.focus();
  }

  /** Sends a text or a command in place of what is written. */
  send(text) {
    return this.desk.notices.watch(() => this.#deliver(text, []));
  }

  #field(label) {
    return h("textarea", {
      rows: "1",
      // Until there is a place to send to, and the workspace is known whose commands are offered.
      disabled: true,
      "aria-label": label,
      "aria-autocomplete": "list",
      "data-testid": "composer-input",
      oninput: () => this.#show(),
      onkeydown: (event) => this.#key(event),
      onpaste: (event) => this.#paste(event),
    });
  }

  #chooser() {
    return h("input", {
      type: "file",
      multiple: true,
      class: "out-of-sight",
      tabIndex: -1,
      "aria-label": "Files to attach",
      "data-testid": "composer-files",
      onchange: (event) => {
        this.attach([...event.target.files]);
        event.target.value = "";
      },
    });
  }

  #sendButton() {
    const attributes = { class: "send", "aria-label": "Send now", title: "Send now" };
    return button({ ...attributes, onclick: () => this.#send() }, icon("send"));
  }

  #box() {
    const plus = { class: "icon-button", title: "Attach and shortcuts", "data-testid": "attach" };
    const clip = {
      class: "icon-button",
      title: "Upload from your computer",
      "aria-label": "Upload from your computer",
    };
    const tools = [
      menuButton(plus, "Attach and shortcuts", () => this.#entries(), icon("plus")),
      button({ ...clip, onclick: () => this.chooser.click() }, icon("clip")),
    ];
    return h(
      "div",
      { class: "composer", "data-testid": "composer" },
      this.completion.node,
      this.pending.node,
      this.field,
      this.chooser,
      h("div", { class: "composer-tools" }, tools, this.state, this.sendButton),
    );
  }

  #entries() {
    const { server, notices, workspace } = this.desk;
    const global = workspace.world.shortcuts.filter((shortcut) => shortcut.type === "global");
    const shortcuts = global.map(({ name, description }) => ({
      label: name,
      hint: description,
      run: () => notices.watch(() => server.shortcut(name)),
    }));
    return [
      { label: "Upload from your computer", run: () => this.chooser.click() },
      {
        label: "Sample parts…",
        hint: "Files to try the bot with",
        run: () => openSampleParts(this.desk, (files) => this.attach(files)),
      },
      ...shortcuts,
    ];
  }

  #key(event) {
    if (this.completion.takesKey(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #paste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.attach(files);
  }

  async #send() {
    const text = this.field.value.trim();
    if (!text && this.pending.isEmpty) return;
    this.waits = !this.pending.isReady;
    this.#show();
    if (this.waits) return;
    const files = this.pending.take();
    this.completion.close();
    this.field.value = "";
    this.#show();
    const { notices } = this.desk;
    await notices.watch(() =>
      this.#deliver(text, files).catch((error) => this.#giveBack(text, error)),
    );
  }

  async #deliver(text, files) {
    const { server } = this.desk;
    const command = !files.length && COMMAND.exec(text);
    const sent = command
      ? server.command(this.place, command[1], command[2])
      : server.say(this.place, text, files);
    this.onSent();
    const { error } = await sent;
    if (error) this.desk.notices.say(error);
  }

  #giveBack(text, error) {
    if (!this.field.value) this.field.value = text;
    this.#show();
    throw error;
  }

  #filesChanged() {
    if (this.waits && this.pending.isReady) this.#send();
    this.#show();
  }

  #show() {
    const hasSomething = this.field.value.trim() || !this.pending?.isEmpty;
    this.sendButton.disabled = !hasSomething;
    this.state.textContent = this.waits ? "Sends when the upload is finished…" : "";
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 240)}px`;
  }
}
