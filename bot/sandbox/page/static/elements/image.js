/** Images: those of this workspace are shown, others are only named, as the page is offline. */

import { h } from "../base/dom.js";
import { icon } from "../base/icons.js";

/** Gives an image, of a message's block or among other elements. */
export function imageElement(element) {
  const address = addressOf(element);
  if (!address) return placeholder(element);
  const attributes = { class: "picture", src: address, alt: element.alt_text, loading: "lazy" };
  const node = h("img", { ...attributes, title: element.alt_text });
  node.addEventListener("error", () => node.replaceWith(placeholder(element)));
  return node;
}

function placeholder(element) {
  const attributes = { class: "picture-away", role: "img", "aria-label": element.alt_text };
  return h("span", attributes, icon("file"), element.alt_text || "Image");
}

function addressOf({ image_url: url, slack_file: file }) {
  if (file) return `/files/${file.id ?? idIn(file.url)}`;
  const parsed = URL.canParse(url, location.href) && new URL(url, location.href);
  return parsed && parsed.origin === location.origin ? url : "";
}

/** Gives the id of a file by its `url_private` or its permalink. */
function idIn(address) {
  return /\/(?:files-pri\/\w+-|files\/\w+\/)(\w+)\//.exec(address)?.[1] ?? "";
}
