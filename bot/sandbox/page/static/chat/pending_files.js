/** Files that wait in a composer, with how far their upload is. */

import { button, fill, h } from "../base/dom.js";
import { size } from "../base/format.js";
import { icon } from "../base/icons.js";

/** Uploads files as they are added; tells of changes by the event `change`. */
export class PendingFiles extends EventTarget {
  constructor(desk) {
    super();
    this.desk = desk;
    this.files = [];
    this.node = h("ul", { class: "pending", "aria-label": "Files to send", hidden: true });
  }

  /** Takes files and begins to upload them. */
  add(files) {
    const most = this.desk.workspace.world.limits.most_files;
    const room = most - this.files.length;
    if (files.length > room) this.desk.notices.say(`You can send at most ${most} files at once.`);
    for (const file of files.slice(0, room)) this.#upload(file);
    this.#changed();
  }

  /** Gives the ids of everything that is uploaded, and starts afresh. */
  take() {
    const ids = this.files.map((file) => file.id);
    this.files = [];
    this.#changed();
    return ids;
  }

  get isEmpty() {
    return this.files.length === 0;
  }

  get isReady() {
    return this.files.every((file) => file.id);
  }

  #upload(file) {
    const entry = { name: file.name, size: file.size };
    entry.node = this.#item(entry);
    const sent = this.desk.server.upload(file, (done) => {
      entry.bar.value = done;
      entry.about.textContent = `${Math.round(done * 100)} % of ${size(file.size)}`;
    });
    entry.cancel = sent.cancel;
    this.files.push(entry);
    sent.done.then(
      ({ id }) => this.#uploaded(entry, id),
      (error) => this.#failed(entry, error),
    );
  }

  #item(entry) {
    entry.bar = h("progress", { value: 0, "aria-label": `Uploading ${entry.name}` });
    entry.about = h("span", { class: "quiet" }, size(entry.size));
    const cancel = { class: "icon-button", "aria-label": `Remove ${entry.name}` };
    return h(
      "li",
      { "data-testid": "pending-file" },
      h("span", { class: "file-sign" }, icon("file")),
      h(
        "span",
        { class: "file-text" },
        h("span", { class: "file-name" }, entry.name),
        entry.about,
        entry.bar,
      ),
      button({ ...cancel, onclick: () => this.#remove(entry) }, icon("close")),
    );
  }

  #uploaded(entry, id) {
    entry.id = id;
    entry.about.textContent = size(entry.size);
    entry.node.classList.add("done");
    this.#changed();
  }

  #failed(entry, error) {
    if (!this.files.includes(entry)) return;
    this.desk.notices.say(`${entry.name} was not uploaded. ${error.message}`);
    this.#remove(entry);
  }

  #remove(entry) {
    this.files = this.files.filter((file) => file !== entry);
    if (!entry.id) entry.cancel();
    this.#changed();
  }

  #changed() {
    fill(
      this.node,
      this.files.map((file) => file.node),
    );
    this.node.hidden = this.isEmpty;
    this.dispatchEvent(new Event("change"));
  }
}
