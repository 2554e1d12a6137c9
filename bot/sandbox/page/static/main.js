/** Puts the page together. */

import { watchHands } from "./base/hands.js";
import { Notices } from "./base/notices.js";
import { SlackTab } from "./chat/slack_tab.js";
import { Live } from "./desk/live.js";
import { Route } from "./desk/route.js";
import { Server } from "./desk/server.js";
import { Workspace } from "./desk/workspace.js";
import { Tabs } from "./panels/tabs.js";
import { VendorPanel } from "./panels/vendor.js";
import { WhatIfPanel } from "./panels/what_if.js";
import { WirePanel } from "./panels/wire.js";

const AS = "ada";
const RETRY = 2000;

/** Builds every object once, and starts to listen. */
async function start() {
  watchHands();
  const server = new Server(new URLSearchParams(location.search).get("as") ?? AS);
  const desk = {
    server,
    workspace: new Workspace(server),
    route: new Route(),
    notices: new Notices(),
    surfaces: new Map(),
  };
  const slack = new SlackTab(desk);
  const panels = [new VendorPanel(desk), new WhatIfPanel(desk), new WirePanel(desk)];
  const tabs = new Tabs(desk, tabsOf(slack, panels));
  const nodes = [slack.node, ...panels.map((panel) => panel.node)];
  document.body.replaceChildren(desk.notices.away, tabs.node, ...nodes, desk.notices.node);
  await begin(desk);
  tabs.show();
  slack.open();
  listen(desk, panels);
}

function tabsOf(slack, [vendor, whatIf, wire]) {
  const showSlack = (isShown) => {
    slack.node.hidden = !isShown;
  };
  return [
    { id: "slack", label: "Slack", show: showSlack },
    { id: "3yourmind", label: "3YOURMIND", show: (isShown) => vendor.show(isShown) },
    { id: "what-if", label: "What if", show: (isShown) => whatIf.show(isShown) },
    { id: "wire", label: "Wire", show: (isShown) => wire.show(isShown) },
  ];
}

async function begin(desk) {
  try {
    await desk.workspace.refresh();
  } catch (error) {
    desk.notices.setAway(Boolean(error.isAway));
    if (!error.isAway) desk.notices.say(error.message);
    await new Promise((resolve) => setTimeout(resolve, RETRY));
    await begin(desk);
  }
}

function listen(desk, panels) {
  const { workspace, notices } = desk;
  let isFirst = true;
  const onState = (isThere) => {
    notices.setAway(!isThere);
    if (isThere && !isFirst) catchUp(desk, panels);
    isFirst &&= !isThere;
  };
  const onChange = ({ channels, other }) => {
    notices.watch(() => workspace.refresh());
    for (const id of channels) followChannel(desk, id);
    if (other) for (const panel of panels) panel.changed();
  };
  new Live(desk.server.liveAddress(), { onChange, onState }).start();
}

function followChannel({ workspace, notices }, id) {
  const conversation = workspace.conversations.get(id);
  if (conversation && workspace.channel(id)?.member) notices.watch(() => conversation.refresh());
}

async function catchUp(desk, panels) {
  desk.workspace.forget();
  await desk.notices.watch(() => desk.workspace.refresh());
  for (const id of desk.workspace.conversations.keys()) followChannel(desk, id);
  for (const panel of panels) panel.changed();
  desk.route.dispatchEvent(new Event("route"));
}

start();
