/** Links that lead out of the page, or to a message in it. */

import { h } from "../base/dom.js";
import { hashOfPermalink } from "../desk/route.js";

const SAFE = new Set(["http:", "https:", "mailto:"]);

/** Gives a link; an address that no browser should follow is shown as text. */
export function link(address, label, attributes = {}) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !SAFE.has(url.protocol)) return h("span", {}, label || address);
  const hash = hashOfPermalink(url);
  if (hash) return h("a", { href: hash, ...attributes }, label || address);
  const outside = { href: url.href, target: "_blank", rel: "noopener noreferrer" };
  return h("a", { ...outside, ...attributes }, label || address);
}
