/** Files in messages. */

import { h } from "../base/dom.js";
import { size } from "../base/format.js";
import { icon } from "../base/icons.js";

/** Gives the files of a message: pictures are shown, others can be downloaded. */
export function fileList(files) {
  return h("div", { class: "files" }, files.map(fileNode));
}

function fileNode(file) {
  if (file.deleted) return h("div", { class: "file gone" }, icon("file"), "This file was deleted.");
  const name = h("span", { class: "file-name" }, file.name);
  const about = h("span", { class: "quiet" }, size(file.size));
  const attributes = {
    class: "file",
    href: file.url,
    download: file.name,
    "data-file-id": file.id,
  };
  const label = `Download ${file.name}`;
  const card = h(
    "a",
    { ...attributes, "aria-label": label, "data-testid": "file" },
    h("span", { class: "file-sign" }, icon("file")),
    h("span", { class: "file-text" }, name, about),
    icon("download"),
  );
  const picture = { class: "picture", src: file.url, alt: file.name, loading: "lazy" };
  return file.image ? h("div", { class: "file-picture" }, card, h("img", picture)) : card;
}
