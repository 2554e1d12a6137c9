/** Knows whether somebody is just clicking: what is drawn anew meanwhile would lose the click. */

const LONGEST = 5000;

let released = Promise.resolve();
let release = () => {};

/** Begins to watch the mouse. */
export function watchHands() {
  document.addEventListener("pointerdown", press, true);
  // The click follows in the same moment.
  const later = () => setTimeout(release);
  document.addEventListener("pointerup", later, true);
  document.addEventListener("pointercancel", later, true);
}

/** Resolves as soon as no button of the mouse is held, or after some seconds. */
export function handsOff() {
  return released;
}

function press({ button, target }) {
  // Menus of the browser itself may keep the release for themselves.
  if (button !== 0 || target.closest("select")) return;
  release();
  released = new Promise((resolve) => {
    release = resolve;
    setTimeout(resolve, LONGEST);
  });
}
