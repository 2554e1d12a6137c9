/** Where the choices of a select come from. */

import { words } from "../markup/mrkdwn.js";

const SHORTEST_QUERY = 3;

/** Gives `{label, hint, key, sent}` of one of Slack's options. */
function choiceOf(option) {
  return {
    label: words(option.text),
    hint: words(option.description),
    key: option.value,
    sent: option,
  };
}

/** Gives the source for a select: `load(query)` resolves to `{groups, note}`. */
export function sourceOf(element, place, surface) {
  if (element.type.endsWith("external_select")) return external(element, place, surface);
  if (element.type.endsWith("users_select")) return directory(() => people(surface.names));
  if (element.type.endsWith("channels_select")) {
    return directory(() => channels(surface.names, (one) => kindOf(one) === "public"));
  }
  if (element.type.endsWith("conversations_select")) {
    return directory(() => conversations(element, surface.names));
  }
  return directory(() => groupsOf(element));
}

/** Gives how a chosen value reads: an option, or the id of a person or channel. */
export function shownChoice(value, names) {
  if (typeof value !== "string") return choiceOf(value);
  const person = names.person(value);
  const channel = names.channel(value);
  const label = person ? `@${person.name}` : channel ? channelLabel(channel) : value;
  return { label, hint: "", key: value, sent: value };
}

function groupsOf({ options, option_groups: groups }) {
  if (!groups) return [{ label: "", choices: (options ?? []).map(choiceOf) }];
  return groups.map((group) => ({
    label: words(group.label),
    choices: group.options.map(choiceOf),
  }));
}

function directory(groups) {
  const load = async (query) => ({ groups: filtered(groups(), query.toLowerCase()), note: "" });
  return { wait: 0, load };
}

function filtered(groups, query) {
  return groups.map((group) => ({
    ...group,
    choices: group.choices.filter((choice) => choice.label.toLowerCase().includes(query)),
  }));
}

function external(element, place, surface) {
  const least = element.min_query_length ?? SHORTEST_QUERY;
  const load = async (query) => {
    if (query.length < least) {
      return { groups: [], note: `Type at least ${least} characters to see options.` };
    }
    const found = await surface.suggest(place, query);
    return { groups: groupsOf(offered(found)), note: found.error ?? "" };
  };
  return { wait: 150, load };
}

function offered({ options, option_groups: groups }) {
  return groups?.length ? { option_groups: groups } : { options };
}

function people({ world }) {
  const all = world.people.map((one) => ({
    ...plainChoice(one.id, `@${one.name}`),
    hint: one.role,
  }));
  return [{ label: "", choices: all }];
}

function channels({ world }, fits) {
  const some = world.channels.filter(fits);
  return [{ label: "", choices: some.map((one) => plainChoice(one.id, channelLabel(one))) }];
}

function conversations({ filter = {} }, names) {
  const included = filter.include ?? ["im", "mpim", "public", "private"];
  return channels(names, (one) => {
    const isForeign = filter.exclude_external_shared_channels && one.shared;
    // Every direct conversation here is one with the bot.
    const isBots = filter.exclude_bot_users && one.kind === "dm";
    return included.includes(kindOf(one)) && !isForeign && !isBots;
  });
}

function kindOf(channel) {
  if (channel.kind === "dm") return "im";
  return channel.private ? "private" : "public";
}

function channelLabel(channel) {
  return channel.kind === "dm" ? channel.name : `#${channel.name}`;
}

function plainChoice(id, label) {
  return { label, hint: "", key: id, sent: id };
}
