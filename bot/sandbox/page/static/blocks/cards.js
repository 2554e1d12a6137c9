/** Blocks made of other blocks: cards, rows of cards, containers. */

import { h } from "../base/dom.js";
import { elementNode } from "../elements/index.js";
import { imageElement } from "../elements/image.js";
import { textNodes, words } from "../markup/mrkdwn.js";

export function cardBlock(block, surface) {
  const text = (key, style) =>
    block[key] && h("div", { class: style }, textNodes(block[key], surface.names));
  const actions = block.actions?.map((element) => elementNode(element, block, surface));
  const names = h("div", {}, text("title", "card-title"), text("subtitle", "quiet"));
  return h(
    "div",
    { class: "card" },
    block.hero_image && h("div", { class: "card-hero" }, imageElement(block.hero_image)),
    h("div", { class: "card-head" }, block.icon && imageElement(block.icon), names),
    text("body", "card-body"),
    actions && h("div", { class: "actions" }, actions),
  );
}

export function carouselBlock(block, surface) {
  const cards = block.elements.map((card) =>
    cardBlock({ ...card, block_id: block.block_id }, surface),
  );
  return h("div", { class: "carousel", tabIndex: 0 }, cards);
}

/** Gives a container; `draw` draws the blocks inside. */
export function containerBlock(block, surface, draw) {
  const children = h(
    "div",
    { class: "blocks" },
    block.child_blocks.map((child) => draw(child, surface)),
  );
  const title = words(block.title) || "Details";
  const subtitle = block.subtitle && h("div", { class: "quiet" }, words(block.subtitle));
  if (!block.is_collapsible) {
    return h("div", { class: "container" }, h("h4", {}, title), subtitle, children);
  }
  const attributes = { class: "container", open: !block.default_collapsed };
  return h("details", attributes, h("summary", {}, title), subtitle, children);
}

export function taskBlock(block) {
  const sign = { pending: "⚪", in_progress: "⏳", complete: "✅", error: "❌" }[block.status];
  return h("div", { class: "card" }, `${sign} ${block.title}`);
}

export function planBlock(block) {
  return h("div", { class: "container" }, h("h4", {}, block.title), block.tasks.map(taskBlock));
}
