/** Every block of Block Kit by its type. */

import { h } from "../base/dom.js";
import { unknownNode } from "../elements/index.js";
import { cardBlock, carouselBlock, containerBlock, planBlock, taskBlock } from "./cards.js";
import { inputBlock } from "./input.js";
import { imageBlock, tableBlock, videoBlock } from "./pictures.js";
import {
  actionsBlock,
  alertBlock,
  contextBlock,
  dividerBlock,
  headerBlock,
  markdownBlock,
  richTextBlock,
  sectionBlock,
} from "./texts.js";

const BLOCKS = new Map([
  ["section", sectionBlock],
  ["header", headerBlock],
  ["divider", dividerBlock],
  ["context", contextBlock],
  ["actions", actionsBlock],
  ["context_actions", actionsBlock],
  ["image", imageBlock],
  ["input", inputBlock],
  ["rich_text", richTextBlock],
  ["table", tableBlock],
  ["markdown", markdownBlock],
  ["video", videoBlock],
  ["alert", alertBlock],
  ["card", cardBlock],
  ["carousel", carouselBlock],
  ["container", (block, surface) => containerBlock(block, surface, blockNode)],
  ["task_card", taskBlock],
  ["plan", planBlock],
]);

/** Gives a block as Slack shows it, or a red box for one this page does not know. */
export function blockNode(block, surface) {
  const draw = BLOCKS.get(block.type);
  const inner = draw ? draw(block, surface) : unknownNode("block", block.type);
  const attributes = { class: "block", "data-block-id": block.block_id, "data-block": block.type };
  return h("div", attributes, inner);
}
