/** Slack's three escapes. */

const MEANING = { amp: "&", lt: "<", gt: ">" };

/** Gives the text with its escapes resolved, each exactly once. */
export function decoded(text) {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => MEANING[name]);
}
