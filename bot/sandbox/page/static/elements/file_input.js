/** Slack's field for files: at most ten, of at most 10 MB each. */

import { button, fill, h } from "../base/dom.js";
import { size } from "../base/format.js";
import { icon } from "../base/icons.js";

const LARGEST = 10 * 1024 * 1024;
const MOST = 10;

/** Gives Slack's `file_input`: a button and the list of what is attached. */
export function fileInputElement(element, place, surface) {
  return new FileInput(element, place, surface).node;
}

class FileInput {
  constructor(element, place, surface) {
    this.element = element;
    this.place = place;
    this.surface = surface;
    this.files = (surface.value(element, place) ?? []).map((file) => ({ ...file, done: 1 }));
    this.list = h("ul", { class: "attached", "aria-label": "Attached files" });
    this.trouble = h("p", { class: "field-error", role: "alert", hidden: true });
    this.chooser = this.#chooser();
    this.node = h("div", { class: "file-input" }, this.#row(), this.trouble, this.list);
    this.#takeDrops();
    this.#show();
  }

  #chooser() {
    const kinds = this.element.filetypes?.map((kind) => `.${kind}`).join(",");
    return h("input", {
      type: "file",
      class: "out-of-sight",
      multiple: this.#most > 1,
      accept: kinds ?? null,
      "data-action-id": this.place.ids.action_id,
      ...this.place.control,
      onchange: (event) => {
        this.#add([...event.target.files]);
        event.target.value = "";
      },
    });
  }

  #row() {
    const choose = button(
      { class: "button small", tabIndex: -1, onclick: () => this.chooser.click() },
      this.#most > 1 ? "Choose files" : "Choose a file",
    );
    return h(
      "div",
      { class: "row" },
      this.chooser,
      choose,
      h("span", { class: "quiet" }, "or drop them here"),
    );
  }

  #takeDrops() {
    this.node.addEventListener("dragover", (event) => event.preventDefault());
    this.node.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.#add([...event.dataTransfer.files]);
    });
  }

  get #most() {
    return this.element.max_files ?? MOST;
  }

  #add(files) {
    const refused = files.map((file) => this.#refusal(file)).filter(Boolean);
    const welcome = files.filter((file) => !this.#refusal(file));
    const room = this.#most - this.files.length;
    if (welcome.length > room) refused.push(`You can attach at most ${this.#most} files here.`);
    this.#complain(refused.join(" "));
    for (const file of welcome.slice(0, room)) this.#upload(file);
  }

  #refusal(file) {
    const ending = file.name.split(".").at(-1).toLowerCase();
    const kinds = this.element.filetypes;
    if (kinds && !kinds.includes(ending)) return `${file.name} is not one of: ${kinds.join(", ")}.`;
    if (file.size > LARGEST) return `${file.name} is larger than 10 MB.`;
    return "";
  }

  #upload(file) {
    const entry = { name: file.name, size: file.size, done: 0 };
    const sent = this.surface.desk.server.upload(file, (done) => {
      entry.done = done;
      this.#show();
    });
    entry.cancel = sent.cancel;
    this.files.push(entry);
    this.#follow(entry, sent.done);
    this.#show();
  }

  #follow(entry, done) {
    const work = done
      .then(({ id }) => Object.assign(entry, { id, done: 1 }))
      .catch((error) => this.#fail(entry, error))
      .then(() => this.#changed());
    this.surface.uploads.add(work);
    work.finally(() => this.surface.uploads.delete(work));
  }

  #fail(entry, error) {
    const isWanted = this.files.includes(entry);
    if (isWanted) this.#complain(`${entry.name} was not uploaded. ${error.message}`);
    this.#drop(entry);
  }

  #complain(words) {
    this.trouble.textContent = words;
    this.trouble.hidden = !words;
  }

  #remove(entry) {
    this.#drop(entry);
    if (!entry.id) return entry.cancel();
    return this.#changed();
  }

  #drop(entry) {
    this.files = this.files.filter((file) => file !== entry);
  }

  #changed() {
    const held = this.files.filter((file) => file.id);
    this.surface.type(
      this.place,
      held,
      held.map((file) => file.id),
    );
    this.#show();
  }

  #show() {
    fill(
      this.list,
      this.files.map((file) => this.#item(file)),
    );
    this.list.hidden = !this.files.length;
  }

  #item(file) {
    const bar =
      !file.id && h("progress", { value: file.done, "aria-label": `Uploading ${file.name}` });
    const remove = { class: "icon-button", "aria-label": `Remove ${file.name}` };
    return h(
      "li",
      {},
      icon("file"),
      h("span", { class: "file-name" }, file.name),
      h("span", { class: "quiet" }, size(file.size)),
      bar,
      button({ ...remove, onclick: () => this.#remove(file) }, icon("close")),
    );
  }
}
