/** What the page asks of the sandbox, as one person. */

/** The server's refusal, in a sentence. */
class Refused extends Error {}

/** Nobody answers at the sandbox's address. */
class Away extends Error {
  isAway = true;
}

/** Talks to the sandbox; every method rejects with `Refused` or `Away`. */
export class Server {
  constructor(as) {
    this.as = as;
    this.acts = new Map();
  }

  world() {
    return this.#get("world", { as: this.as });
  }

  messages(channel, since) {
    return this.#get("messages", { as: this.as, channel, since });
  }

  vendor() {
    return this.#get("vendor");
  }

  whatIf() {
    return this.#get("whatif");
  }

  wire(order, limit) {
    return this.#get("wire", { order, limit });
  }

  parts() {
    return this.#get("parts");
  }

  command(place, command, text) {
    return this.#post("command", { ...place, command, text });
  }

  say(place, text, files) {
    return this.#post("say", { ...place, text, files });
  }

  edit(channel, ts, text) {
    return this.#post("edit", { channel, ts, text });
  }

  remove(channel, ts) {
    return this.#post("delete", { channel, ts });
  }

  /** Does something with an element, after what was done with it before. */
  act(where, place, value) {
    const key = JSON.stringify([where, place]);
    const before = this.acts.get(key) ?? Promise.resolve();
    const done = before.catch(() => {}).then(() => this.#post("act", { where, ...place, value }));
    this.acts.set(key, done);
    return done;
  }

  store(view, place, value) {
    return this.#post("value", { view, ...place, value });
  }

  options(where, place, query) {
    return this.#post("options", { where, ...place, query });
  }

  submit(view) {
    return this.#post("submit", { view });
  }

  close(view, all) {
    return this.#post("close", { view, all });
  }

  shortcut(name) {
    return this.#post("shortcut", { name });
  }

  messageShortcut(name, channel, ts) {
    return this.#post("message_shortcut", { name, channel, ts });
  }

  home() {
    return this.#post("home", {});
  }

  setStatus(order, status) {
    return this.#post("vendor/status", { order, status });
  }

  setSwitch(id, on) {
    return this.#post("whatif", { id, on });
  }

  /** Sends a file; `onProgress` hears how much is done, from 0 to 1. */
  upload(file, onProgress) {
    const request = new XMLHttpRequest();
    const done = new Promise((resolve, reject) => {
      request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(1, event.total));
      request.onload = () => settle(request, resolve, reject);
      request.onerror = () => reject(new Away("The upload broke off."));
      request.onabort = () => reject(new Refused("The upload was cancelled."));
    });
    request.open("PUT", address("upload", { as: this.as, name: file.name }));
    request.setRequestHeader("X-Sandbox", "1");
    request.send(file);
    return { done, cancel: () => request.abort() };
  }

  /** Gives the address of the live connection. */
  liveAddress() {
    const url = new URL(address("live", { as: this.as }), location.href);
    url.protocol = url.protocol.replace("http", "ws");
    return url.href;
  }

  #get(path, query = {}) {
    return answer(fetch(address(path, query), { cache: "no-store" }));
  }

  #post(path, body) {
    const headers = { "Content-Type": "application/json", "X-Sandbox": "1" };
    const sent = JSON.stringify({ as: this.as, ...body });
    return answer(fetch(address(path), { method: "POST", headers, body: sent }));
  }
}

function address(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(given).toString();
  return `/api/${path}${search && `?${search}`}`;
}

async function answer(request) {
  const response = await request.catch(() => {
    throw new Away("The sandbox does not answer.");
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `The sandbox answered ${response.status}.`);
  return body;
}

function settle(request, resolve, reject) {
  const body = parsed(request.responseText);
  if (request.status < 300) resolve(body);
  else reject(new Refused(body.error ?? `The sandbox answered ${request.status}.`));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
