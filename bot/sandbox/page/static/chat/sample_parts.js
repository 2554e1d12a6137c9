/** The sample parts that come with the sandbox: to download, or to attach at once. */

import { button, freshId, h } from "../base/dom.js";
import { size } from "../base/format.js";
import { icon } from "../base/icons.js";

/** Opens the list; `attach` gets the files that are chosen. */
export async function openSampleParts(desk, attach) {
  const parts = await desk.notices.watch(() => desk.server.parts());
  if (!parts) return;
  const titleId = freshId("parts");
  const dialog = h("dialog", {
    class: "ask wide",
    "aria-labelledby": titleId,
    "data-testid": "sample-parts",
  });
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const take = async (part) => {
    close();
    const file = await desk.notices.watch(() => fetched(part));
    if (file) attach([file]);
  };
  dialog.append(
    h("h2", { id: titleId }, "Sample parts"),
    h(
      "ul",
      { class: "parts" },
      parts.map((part) => item(part, take)),
    ),
    h("div", { class: "ask-buttons" }, button({ class: "button", onclick: close }, "Close")),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function item(part, take) {
  const address = addressOf(part);
  const download = { class: "icon-button", href: address, download: part.name };
  return h(
    "li",
    {},
    h(
      "div",
      {},
      h("b", {}, part.title),
      h("div", { class: "quiet" }, `${part.name} · ${size(part.size)}`),
      part.explanation,
    ),
    h("a", { ...download, "aria-label": `Download ${part.name}` }, icon("download")),
    button(
      { class: "button small", "aria-label": `Attach ${part.name}`, onclick: () => take(part) },
      "Attach",
    ),
  );
}

async function fetched(part) {
  const response = await fetch(addressOf(part));
  if (!response.ok) throw new Error(`${part.name} is not there.`);
  return new File([await response.blob()], part.name);
}

function addressOf(part) {
  return `/parts/${encodeURIComponent(part.name)}`;
}
