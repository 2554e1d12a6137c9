/** Sizes, times and counts as people read them. */

const UNITS = ["bytes", "KB", "MB", "GB"];
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const EXACT = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Gives `1.5 MB`. */
export function size(bytes) {
  if (bytes === 1) return "1 byte";
  const power = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log(bytes) / Math.log(1024)));
  const amount = bytes / 1024 ** power;
  return `${power && amount < 100 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power]}`;
}

/** Gives `1 reply`, `2 replies`. */
export function counted(number, one, several) {
  return `${number} ${number === 1 ? one : several}`;
}

/** Gives the moment of a message. */
export function moment(ts) {
  return new Date(Number(ts) * 1000);
}

/** Gives `14:05`. */
export function time(ts) {
  return TIME.format(moment(ts));
}

/** Gives date and time in full. */
export function exactly(ts) {
  return EXACT.format(moment(ts));
}

/** Gives `14:05:31` of an ISO date or of seconds. */
export function clock(at) {
  return CLOCK.format(typeof at === "number" ? moment(at) : new Date(at));
}

/** Gives `Today`, `Yesterday` or the day's name. */
export function day(ts) {
  const then = moment(ts);
  const ago = Math.round((midnight(new Date()) - midnight(then)) / 86_400_000);
  return ["Today", "Yesterday"][ago] ?? DAY.format(then);
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}
