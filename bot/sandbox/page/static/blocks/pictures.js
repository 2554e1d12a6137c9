/** Blocks that show something other than text. */

import { h } from "../base/dom.js";
import { imageElement } from "../elements/image.js";
import { link } from "../markup/links.js";
import { words } from "../markup/mrkdwn.js";
import { richText } from "../markup/rich_text.js";

export function imageBlock(block) {
  const title = block.title && h("figcaption", {}, words(block.title));
  return h("figure", {}, title, imageElement(block));
}

export function videoBlock(block) {
  const by = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  const title = link(block.video_url, words(block.title));
  return h("div", {}, title, by && h("div", { class: "quiet" }, by));
}

export function tableBlock(block, surface) {
  const rows = block.rows.map((row, number) => tableRow(row, number ? "td" : "th", block, surface));
  return h("div", { class: "table" }, h("table", {}, h("tbody", {}, rows)));
}

function tableRow(row, tag, block, surface) {
  const cells = row.map((cell, column) => {
    const align = block.column_settings?.[column]?.align ?? "left";
    return h(tag, { class: align }, cellNodes(cell, surface));
  });
  return h("tr", {}, cells);
}

function cellNodes(cell, surface) {
  if (cell.type === "rich_text") return richText(cell, surface.names);
  return String(cell.text ?? cell.value ?? "");
}
