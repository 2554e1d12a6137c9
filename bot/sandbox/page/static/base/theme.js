/** Light or dark: as the system has it, until somebody chooses. */

import { button, fill } from "./dom.js";
import { icon } from "./icons.js";

const KEY = "theme";

/** Gives the switch, and applies what was chosen before. */
export function themeSwitch() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const node = button({ class: "icon-button", "data-testid": "theme" });
  const show = () => {
    const isDark = (localStorage.getItem(KEY) ?? (dark.matches ? "dark" : "light")) === "dark";
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    node.setAttribute("aria-label", isDark ? "Use light colours" : "Use dark colours");
    fill(node, icon(isDark ? "sun" : "moon"));
  };
  node.addEventListener("click", () => {
    const isDark = document.documentElement.dataset.theme === "dark";
    localStorage.setItem(KEY, isDark ? "light" : "dark");
    show();
  });
  dark.addEventListener("change", show);
  show();
  return node;
}
