/** What is on the screen, as the address after `#`: a channel, a message, a thread, a tab. */

const TABS = new Set(["3yourmind", "what-if", "wire"]);

/** Reads and writes the address; tells of changes by the event `route`. */
export class Route extends EventTarget {
  constructor() {
    super();
    window.addEventListener("hashchange", () => this.dispatchEvent(new Event("route")));
  }

  /** Gives `{tab, channel, ts, thread}`; the channel `home` is the app's Home. */
  get place() {
    const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
    const [first = "", second = ""] = path.split("/");
    if (TABS.has(first)) return { tab: first, channel: "", ts: "", thread: "" };
    const thread = new URLSearchParams(query).get("thread_ts") ?? "";
    return { tab: "slack", channel: first, ts: fromLink(second), thread };
  }

  show(channel, { ts = "", thread = "" } = {}) {
    location.hash = hashOf(channel, ts, thread);
  }

  showTab(tab) {
    location.hash = `#/${tab}`;
  }
}

/** Gives the address of a message within this page. */
export function hashOf(channel, ts = "", thread = "") {
  const message = ts && `/p${ts.replace(".", "")}`;
  return `#/${channel}${message}${thread && `?thread_ts=${thread}`}`;
}

/** Gives the address within this page of one of Slack's links to a message, or nothing. */
export function hashOfPermalink(url) {
  const found = /^\/archives\/([A-Z0-9]+)\/p(\d+)$/.exec(url.pathname);
  if (!found || !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)) return "";
  return hashOf(found[1], found[2], url.searchParams.get("thread_ts") ?? "");
}

function fromLink(word) {
  const digits = word.replace(/^p/, "").replace(".", "");
  return digits && `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
