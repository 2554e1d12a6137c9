/** Questions that have to be answered before anything else. */

import { button, freshId, h } from "./dom.js";

/** Asks; `question` is `{title, body, yes, no, danger}`. Resolves to whether the answer is yes. */
export function ask(question) {
  return new Promise((resolve) => {
    const titleId = freshId("question");
    const dialog = h("dialog", {
      class: "ask",
      "aria-labelledby": titleId,
      "data-testid": "confirm",
    });
    const answer = (yes) => {
      dialog.close();
      dialog.remove();
      resolve(yes);
    };
    dialog.append(
      h("h2", { id: titleId }, question.title),
      h("div", {}, question.body),
      h("div", { class: "ask-buttons" }, ...choices(question, answer)),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      answer(false);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function choices(question, answer) {
  const style = question.danger ? "danger" : "primary";
  return [
    button({ class: "button", onclick: () => answer(false) }, question.no),
    button(
      { class: `button ${style}`, autofocus: true, onclick: () => answer(true) },
      question.yes,
    ),
  ];
}
