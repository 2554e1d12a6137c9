/** Lets files be dropped anywhere on a pane. */

import { h } from "../base/dom.js";

/** Takes files dropped on the node; `label` gives the words shown meanwhile. */
export function takeDrops(node, label, take) {
  const sign = h("div", { class: "drop-sign", hidden: true, "aria-hidden": "true" });
  let depth = 0;
  const show = (change) => {
    depth = Math.max(0, depth + change);
    sign.textContent = label();
    sign.hidden = depth === 0;
  };
  node.append(sign);
  node.addEventListener("dragenter", (event) => hasFiles(event) && show(1));
  node.addEventListener("dragleave", (event) => hasFiles(event) && show(-1));
  node.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  node.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(-depth);
    take([...event.dataTransfer.files]);
  });
}

function hasFiles(event) {
  return event.dataTransfer.types.includes("Files");
}
