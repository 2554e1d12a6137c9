/** Slack's dates, in the reader's own time zone. */

const FORMATS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};
const NEAR = ["today", "tomorrow"];
const DAY = 86_400_000;

/** Gives the pattern with its `{…}` words filled in for a moment in seconds. */
export function dateText(seconds, pattern, fallback) {
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return fallback;
  return pattern.replace(/\{(\w+)\}/g, (whole, word) => worded(moment, word) ?? whole);
}

function worded(moment, word) {
  if (word === "ago") return ago(moment);
  const pretty = word.endsWith("_pretty") && nearby(moment);
  const format = FORMATS[word.replace(/_pretty$/, "")];
  return pretty || (format && new Intl.DateTimeFormat("en-GB", format).format(moment));
}

function nearby(moment) {
  const days = Math.round((midnight(moment) - midnight(new Date())) / DAY);
  return days === -1 ? "yesterday" : NEAR[days];
}

function ago(moment) {
  const minutes = Math.round((moment - Date.now()) / 60_000);
  const words = new Intl.RelativeTimeFormat("en-GB");
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}
