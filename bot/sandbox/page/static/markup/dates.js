/** Slack's dates, in the reader's own time zone. */

const DATE = { day: "numeric", month: "long" };
const WEEKDAY = { weekday: "long" };
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const YEAR = { year: "numeric" };

/** The words in braces that a date may be made of, as Slack documents them. */
const WORDS = {
  date_num: numbers,
  date_slash: worded({ day: "2-digit", month: "2-digit", ...YEAR }),
  date: worded(DATE),
  date_short: worded({ day: "numeric", month: "short", ...YEAR }),
  date_long: worded(WEEKDAY, { ...DATE, ...YEAR }),
  date_long_full: worded({ ...DATE, ...YEAR }),
  day_divider: (moment) => (isThisYear(moment) ? THIS_YEAR : WORDS.date_long)(moment),
  time: worded(CLOCK),
  time_secs: worded({ ...CLOCK, second: "2-digit" }),
  ago,
};
const THIS_YEAR = worded(WEEKDAY, DATE);
const NEAR = { "-1": "yesterday", 0: "today", 1: "tomorrow" };
const DAY = 86_400_000;

/** Gives the pattern with its `{…}` words filled in for a moment in seconds. */
export function dateText(seconds, pattern, fallback) {
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return fallback;
  return pattern.replace(/\{(\w+)\}/g, (whole, word) => replaced(moment, word) ?? whole);
}

function replaced(moment, word) {
  const plain = word.replace(/_pretty$/, "");
  if (!Object.hasOwn(WORDS, plain)) return null;
  return (plain !== word && NEAR[daysAhead(moment)]) || WORDS[plain](moment);
}

function worded(...formats) {
  const parts = formats.map((format) => new Intl.DateTimeFormat("en-GB", format));
  return (moment) => parts.map((part) => part.format(moment)).join(", ");
}

function numbers(moment) {
  const two = (number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

function ago(moment) {
  const minutes = Math.round((moment - Date.now()) / 60_000);
  const words = new Intl.RelativeTimeFormat("en-GB");
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}

function daysAhead(moment) {
  return Math.round((midnight(moment) - midnight(new Date())) / DAY);
}

function isThisYear(moment) {
  return moment.getFullYear() === new Date().getFullYear();
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}
