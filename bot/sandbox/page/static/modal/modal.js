/** One modal: title, blocks, and the buttons below. */

import { button, fill, freshId, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { BlockList } from "../blocks/block_list.js";
import { Surface } from "../elements/surface.js";
import { words } from "../markup/mrkdwn.js";

const FIELD = "button[data-action-id], input, textarea";
const SINGLE_LINE = "input.field[type=text]";

/** Shows one view of the stack and sends it off. */
export class Modal {
  constructor(desk, view) {
    this.desk = desk;
    this.id = view.id;
    this.surface = new Surface(desk, { view: view.id });
    this.list = new BlockList(this.surface);
    this.title = h("h2", { id: freshId("modal") });
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.back = this.#iconButton("Back", "back", () => this.#close(false));
    this.foot = h("footer", { class: "modal-foot" });
    this.body = h("div", { class: "modal-body" }, this.trouble, this.list.node);
    this.dialog = this.#dialog();
  }

  /** Shows the newest state of the view. */
  update(view, isStacked) {
    this.title.textContent = words(view.title);
    this.dialog.dataset.hash = view.hash;
    this.back.hidden = !isStacked;
    this.trouble.textContent = view.trouble;
    this.trouble.hidden = !view.trouble;
    this.surface.values = view.values;
    this.list.show(view.blocks, view.errors);
    this.#showFoot(view);
    this.#setBusy(view.busy || this.isSending);
  }

  show() {
    if (this.dialog.open) return;
    if (!this.dialog.isConnected) document.body.append(this.dialog);
    this.dialog.showModal();
    this.#focusFirst();
  }

  hide() {
    if (this.dialog.open) this.dialog.close();
  }

  remove() {
    this.hide();
    this.dialog.remove();
  }

  #dialog() {
    const close = this.#iconButton("Close", "close", () => this.#close(true));
    const head = h("header", { class: "modal-head" }, this.back, this.title, close);
    const attributes = { class: "modal", "aria-labelledby": this.title.id, "data-testid": "modal" };
    const dialog = h("dialog", { ...attributes, "data-view": this.id }, head, this.body, this.foot);
    dialog.addEventListener("keydown", (event) => this.#key(event));
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    return dialog;
  }

  #iconButton(label, sign, onclick) {
    return button({ class: "icon-button", "aria-label": label, onclick }, icon(sign));
  }

  #showFoot(view) {
    const shape = JSON.stringify([view.submit, view.close]);
    if (this.shape === shape) return;
    this.shape = shape;
    const close = words(view.close) || "Cancel";
    const submit = {
      class: "button primary submit",
      "data-testid": "submit",
      onclick: () => this.#submit(),
    };
    fill(
      this.foot,
      button({ class: "button", "data-testid": "close", onclick: () => this.#close(false) }, close),
      view.submit && button(submit, words(view.submit)),
    );
  }

  #key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.#close(false);
    }
    const isPlain =
      event.key === "Enter" && !event.isComposing && event.target.matches(SINGLE_LINE);
    if (!isPlain || event.defaultPrevented) return;
    event.preventDefault();
    this.#submit();
  }

  async #submit() {
    if (this.isSending || !this.foot.querySelector(".submit")) return;
    this.#setSending(true);
    await this.desk.notices.watch(async () => {
      await this.surface.settle();
      await this.desk.server.submit(this.id);
    });
    this.#setSending(false);
    await this.desk.notices.watch(() => this.desk.workspace.refresh());
    this.#focusFirstError();
  }

  async #close(all) {
    await this.surface.drafts.discard();
    await this.desk.notices.watch(async () => {
      await this.desk.server.close(this.id, all);
      await this.desk.workspace.refresh();
    });
  }

  #setSending(isSending) {
    this.isSending = isSending;
    this.#setBusy(isSending);
  }

  #setBusy(isBusy) {
    this.dialog.ariaBusy = String(Boolean(isBusy));
    this.dialog.classList.toggle("busy", Boolean(isBusy));
    const submit = this.foot.querySelector(".submit");
    if (submit) submit.ariaDisabled = String(Boolean(isBusy));
  }

  #focusFirst() {
    const find = (where) => this.list.node.querySelector(where);
    const wanted = find(`:is([data-focus=first], [data-focus=first] *):is(${FIELD})`);
    (wanted ?? find(`.input :is(${FIELD})`) ?? this.foot.lastElementChild)?.focus();
  }

  #focusFirstError() {
    const wrong = this.dialog.open && this.list.node.querySelector(`.wrong :is(${FIELD})`);
    if (!wrong) return;
    wrong.focus();
    wrong.scrollIntoView({ block: "center" });
  }
}
