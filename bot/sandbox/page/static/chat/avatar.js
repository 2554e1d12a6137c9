/** People as coloured initials. */

import { h } from "../base/dom.js";

const NOBODY = { name: "?", color: "#6b6a6b", role: "" };

/** Gives somebody's picture; screen readers skip it, as the name stands beside it. */
export function avatar(person, size = "") {
  const { name, color, role } = person ?? NOBODY;
  const words = name.split(" ").filter(Boolean);
  const initials = [words[0], words.length > 1 && words.at(-1)].filter(Boolean).map((w) => w[0]);
  const shape = role === "bot" ? "bot" : "";
  const node = h(
    "span",
    { class: `avatar ${size} ${shape}`, "aria-hidden": "true" },
    initials.join("").toUpperCase(),
  );
  node.style.backgroundColor = color;
  return node;
}
