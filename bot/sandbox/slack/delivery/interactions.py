"""What people do, as payloads: commands, clicks, submissions, searches, shortcuts."""

import copy
from collections.abc import Iterable

from bot.sandbox.slack.delivery.parcels import Parcel
from bot.sandbox.slack.model.channels import Channel, Message
from bot.sandbox.slack.model.inputs import Placed
from bot.sandbox.slack.model.message_json import message_json
from bot.sandbox.slack.model.modals import View
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.triggers import Hooks, Triggers
from bot.sandbox.slack.wire import Json


class Interactions:
    """Builds parcels with the fields that Slack's own payloads have. Hold the world's `changes`.

    https://docs.slack.dev/reference/interaction-payloads
    """

    def __init__(self, world: World, triggers: Triggers, hooks: Hooks) -> None:
        self._world = world
        self._triggers = triggers
        self._hooks = hooks

    def command(self, user: User, channel: Channel, command: str, text: str) -> Parcel:
        """A slash command."""
        team, app = self._world.team, self._world.installation
        payload = {
            "token": app.verification_token,
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": channel.id,
            "channel_name": _name(channel),
            "user_id": user.id,
            "user_name": user.handle,
            "command": command,
            "text": text,
            "api_app_id": app.app_id,
            "is_enterprise_install": "false",
            "response_url": self._response_url("commands", user, channel),
            "trigger_id": self._triggers.issue(user.id),
        }
        return Parcel("slash_commands", "command", command, payload)

    def global_shortcut(self, user: User, callback_id: str) -> Parcel:
        """A shortcut from the menu that belongs to no message."""
        payload = {
            **self._common("shortcut", user),
            "callback_id": callback_id,
            "action_ts": self._world.ids.timestamp(),
            "trigger_id": self._triggers.issue(user.id),
        }
        return _interactive(payload, callback_id)

    def message_shortcut(self, user: User, callback_id: str, message: Message) -> Parcel:
        """A shortcut from the menu of a message."""
        channel = self._world.channels[message.channel]
        payload = {
            **self._common("message_action", user),
            "callback_id": callback_id,
            "action_ts": self._world.ids.timestamp(),
            "trigger_id": self._triggers.issue(user.id),
            "response_url": self._response_url("actions", user, channel, message),
            "message_ts": message.ts,
            "channel": {"id": channel.id, "name": _name(channel)},
            "message": message_json(self._world, message),
        }
        return _interactive(payload, callback_id)

    def in_message(self, user: User, message: Message, place: Placed, done: Json) -> Parcel:
        """A click or choice in a message; an ephemeral message itself is not in the payload."""
        channel = self._world.channels[message.channel]
        payload = {
            **self._common("block_actions", user),
            "container": _message_container(message),
            "trigger_id": self._triggers.issue(user.id),
            "channel": {"id": channel.id, "name": _name(channel)},
            "state": {"values": copy.deepcopy(message.state)},
            "response_url": self._response_url("actions", user, channel, message),
            "actions": [self._action(place, done)],
        }
        if not message.seen_by:
            payload["message"] = message_json(self._world, message)
        return _interactive(payload, place.action_id)

    def in_view(self, view: View, place: Placed, done: Json) -> Parcel:
        """A click or choice in a modal or Home tab."""
        user = self._world.users[view.user]
        in_modal = view.given["type"] == "modal"
        payload = {
            **self._common("block_actions", user),
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self._triggers.issue(user.id, in_modal=in_modal),
            "view": self._view(view),
            "actions": [self._action(place, done)],
        }
        return _interactive(payload, place.action_id)

    def search_in_view(self, view: View, place: Placed, typed: str) -> Parcel:
        """Typing into an external select of a modal or Home tab."""
        payload = {
            **self._search(self._world.users[view.user], place, typed),
            "container": {"type": "view", "view_id": view.id},
            "view": self._view(view),
        }
        return _interactive(payload, place.action_id)

    def search_in_message(self, user: User, message: Message, place: Placed, typed: str) -> Parcel:
        """Typing into an external select of a message."""
        channel = self._world.channels[message.channel]
        payload = {
            **self._search(user, place, typed),
            "container": _message_container(message),
            "channel": {"id": channel.id, "name": _name(channel)},
            "message": message_json(self._world, message),
        }
        return _interactive(payload, place.action_id)

    def submission(self, view: View) -> Parcel:
        """The submission of a modal."""
        payload = {
            **self._common("view_submission", self._world.users[view.user]),
            "trigger_id": self._triggers.issue(view.user, in_modal=True),
            "view": self._view(view),
            "response_urls": [],
        }
        return _interactive(payload, str(view.given.get("callback_id", "")))

    def closed(self, views: Iterable[View], *, is_cleared: bool) -> list[Parcel]:
        """The word to the bot that modals were closed, for those that ask for it."""
        parcels = []
        for view in views:
            if view.given.get("notify_on_close"):
                common = self._common("view_closed", self._world.users[view.user])
                payload = {**common, "view": self._view(view), "is_cleared": is_cleared}
                parcels.append(_interactive(payload, str(view.given.get("callback_id", ""))))
        return parcels

    def _search(self, user: User, place: Placed, typed: str) -> Json:
        return {
            **self._common("block_suggestion", user),
            "block_id": place.block_id,
            "action_id": place.action_id,
            "value": typed,
        }

    def _common(self, kind: str, user: User) -> Json:
        team, app = self._world.team, self._world.installation
        person = {"id": user.id, "username": user.handle, "name": user.handle}
        return {
            "type": kind,
            "token": app.verification_token,
            "team": {"id": user.team_id, "domain": team.domain},
            "user": {**person, "team_id": user.team_id},
            "api_app_id": app.app_id,
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _view(self, view: View) -> Json:
        app = self._world.installation
        return view.to_json(self._world.team.id, app.app_id, app.bot_id)

    def _action(self, place: Placed, done: Json) -> Json:
        element = copy.deepcopy(place.element)
        kept = ("type", "action_id", "text", "value", "style", "placeholder", "confirm")
        return {
            **{key: element[key] for key in kept if key in element},
            "block_id": place.block_id,
            "action_ts": self._world.ids.timestamp(),
            **done,
        }

    def _response_url(
        self, kind: str, user: User, channel: Channel, message: Message | None = None
    ) -> str:
        secret = self._hooks.issue(user.id, channel.id, message.ts if message else None)
        return f"{self._world.base_url}/{kind}/{self._world.team.id}/{secret}"


def _interactive(payload: Json, name: str) -> Parcel:
    return Parcel("interactive", str(payload["type"]), name, payload)


def _name(channel: Channel) -> str:
    return "directmessage" if channel.kind == "im" else channel.name


def _message_container(message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.seen_by is not None,
    }
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})
