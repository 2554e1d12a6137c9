/** What elements need to know of the message, modal or Home tab they stand on. */

import { ask } from "../base/dialog.js";
import { textNodes, words } from "../markup/mrkdwn.js";
import { Drafts } from "./drafts.js";

/** How Slack calls what is filled in, and what is filled in at first, by type of element. */
const KEYS = {
  plain_text_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  rich_text_input: ["rich_text_value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  checkboxes: ["selected_options", "initial_options"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  file_input: ["files", ""],
};

/** Carries what people do with elements to the sandbox, and knows what is filled in. */
export class Surface {
  /** `where` is `{view}` or `{channel, ts}`. */
  constructor(desk, where) {
    this.desk = desk;
    this.names = desk.workspace;
    this.where = where;
    this.values = {};
    this.uploads = new Set();
    this.acts = new Set();
    this.drafts = new Drafts((ids, value) => desk.server.store(where.view, ids, value));
  }

  /** Gives what is filled in: what was done on this page wins over what the server knows. */
  value(element, place) {
    if (this.drafts.has(place)) return this.drafts.get(place);
    const { ids } = place;
    const [key, initial] = KEYS[element.type];
    const state = this.values[ids.block_id]?.[ids.action_id];
    return (state?.type === element.type ? state[key] : element[initial]) ?? null;
  }

  /** Keeps what is being typed; it is sent after a moment. */
  type(place, value, sent = value) {
    this.drafts.type(place, value, sent);
  }

  /** Tells the bot of a choice; resolves to whether it was made. */
  async choose(node, element, place, value) {
    if (!(await this.#confirmed(element))) return false;
    this.drafts.keep(place, value);
    await this.#act(node, place, value);
    return true;
  }

  /** Tells the bot of a click on a button or of a menu entry. */
  async press(node, element, place, value) {
    if (node.ariaBusy === "true" || !(await this.#confirmed(element))) return;
    await this.#act(node, place, value);
  }

  /** Asks the bot for choices. */
  suggest({ ids }, query) {
    return this.desk.server.options(this.where, ids, query);
  }

  /** Resolves once everything typed, chosen and uploaded here is at the sandbox. */
  async settle() {
    await Promise.allSettled([...this.uploads, ...this.acts]);
    await this.drafts.flush();
  }

  async #act(node, { ids }, value) {
    node.ariaBusy = "true";
    const act = this.desk.notices.watch(() => this.#told(ids, value));
    this.acts.add(act);
    await act;
    this.acts.delete(act);
    node.ariaBusy = null;
  }

  async #told(ids, value) {
    await this.drafts.flush();
    await this.desk.server.act(this.where, ids, value);
    if (this.where.view) await this.desk.workspace.refresh();
  }

  async #confirmed(element) {
    if (!element.confirm) return true;
    const { title, text, confirm, deny, style } = element.confirm;
    return ask({
      title: words(title),
      body: textNodes(text, this.names),
      yes: words(confirm),
      no: words(deny),
      danger: style === "danger",
    });
  }
}
