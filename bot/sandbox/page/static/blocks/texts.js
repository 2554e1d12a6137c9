/** Blocks of text. */

import { h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { elementNode } from "../elements/index.js";
import { markdown } from "../markup/markdown.js";
import { textNodes } from "../markup/mrkdwn.js";
import { richText } from "../markup/rich_text.js";

const SIGNS = { warning: "warning", error: "warning", success: "check" };

export function sectionBlock(block, surface) {
  const text = block.text && h("div", {}, textNodes(block.text, surface.names));
  const cells = block.fields?.map((field) => h("div", {}, textNodes(field, surface.names)));
  const fields = cells && h("div", { class: "fields" }, cells);
  const aside = block.accessory && accessory(block, surface);
  return h("div", { class: "section" }, h("div", { class: "section-text" }, text, fields), aside);
}

export function headerBlock(block, surface) {
  return h("h3", { class: "header" }, textNodes(block.text, surface.names));
}

export function dividerBlock() {
  return h("hr");
}

export function contextBlock(block, surface) {
  const parts = block.elements.map((element) => elementNode(element, block, surface));
  return h("div", { class: "context" }, parts);
}

export function actionsBlock(block, surface) {
  const parts = block.elements.map((element) => elementNode(element, block, surface));
  return h("div", { class: "actions" }, parts);
}

export function richTextBlock(block, surface) {
  return h("div", {}, richText(block, surface.names));
}

export function markdownBlock(block) {
  return h("div", { class: "markdown" }, markdown(block.text));
}

export function alertBlock(block, surface) {
  const level = block.level ?? "default";
  const text = h("div", {}, textNodes(block.text, surface.names));
  return h("div", { class: `alert ${level}`, role: "note" }, icon(SIGNS[level] ?? "info"), text);
}

function accessory(block, surface) {
  const label = block.text?.text ?? "options";
  return h("div", { class: "accessory" }, elementNode(block.accessory, block, surface, { label }));
}
