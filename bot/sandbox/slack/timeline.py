"""What is said and shared in channels, and the events that follow from it."""

import copy
from dataclasses import replace

from bot.sandbox.slack.delivery.events import Events
from bot.sandbox.slack.model.channels import Channel, Message
from bot.sandbox.slack.model.files import SlackFile
from bot.sandbox.slack.model.inputs import initial_values, surviving_values
from bot.sandbox.slack.model.message_json import message_json
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.wire import Json


class Timeline:
    """The one place where messages appear, change and go, whoever does it.

    Hold the world's `changes` while calling.
    """

    def __init__(self, world: World, events: Events) -> None:
        self._world = world
        self._events = events

    def post(self, message: Message) -> Message:
        """Put a message on the screen; everybody but those who must not see it gets the event."""
        channel = self._world.channels[message.channel]
        message.state = initial_values(message.blocks)
        channel.messages.append(message)
        self._world.touch(message)
        self._share(channel, message)
        if not message.seen_by:
            self._tell_new(channel, message)
        return message

    def edit(self, message: Message, changed: Message) -> None:
        """Give a message the text, blocks, files and metadata of another."""
        before = message_json(self._world, message)
        message.text, message.metadata = changed.text, changed.metadata
        message.state = surviving_values(changed.blocks, message.state)
        message.blocks, message.files = changed.blocks, changed.files
        self._world.touch(message)
        if not message.seen_by:
            message.edited = {"user": changed.user, "ts": self._world.ids.timestamp()}
            self._tell_changed(message, before)

    def delete(self, message: Message) -> None:
        """Take a message off the screen."""
        channel = self._world.channels[message.channel]
        before = copy.deepcopy(message_json(self._world, message))
        channel.remove(message, self._world.changes.next)
        self._world.touch(message)
        if not message.seen_by:
            gone = {"previous_message": before, "deleted_ts": message.ts}
            self._tell_hidden(channel, "message_deleted", gone)

    def delete_file(self, file: SlackFile) -> None:
        """Delete a file: what is left of it in messages is a tombstone."""
        messages = [m for m in self._shared_in(file) if not m.seen_by]
        before = [message_json(self._world, message) for message in messages]
        file.deleted = True
        for message, earlier in zip(messages, before, strict=True):
            self._world.touch(message)
            self._tell_changed(message, earlier)
        if self._world.bot_sees(file):
            event = {"type": "file_deleted", "file_id": file.id}
            self._events.in_team({**event, "event_ts": self._world.ids.timestamp()})

    def _shared_in(self, file: SlackFile) -> list[Message]:
        places = ((channel, share["ts"]) for channel, all_ in file.shares.items() for share in all_)
        return [message for place in places if (message := self._world.message(*place))]

    def _share(self, channel: Channel, message: Message) -> None:
        if message.seen_by:
            return
        for file_id in message.files:
            shares = self._world.files[file_id].shares.setdefault(channel.id, [])
            share = {"ts": message.ts, "channel_name": channel.name, "team_id": self._world.team.id}
            shares.append(share | ({"thread_ts": message.thread_ts} if message.thread_ts else {}))

    def _tell_new(self, channel: Channel, message: Message) -> None:
        told = message_json(self._world, message)
        told |= {"channel": channel.id, "event_ts": message.ts}
        subtype = {"subtype": "file_share"} if message.files else {}
        self._events.in_channel({**told, **subtype}, channel)
        for file_id in message.files:
            self._events.in_channel(_file_shared(channel, message, file_id), channel)
        mention = f"<@{self._world.installation.bot_user}>"
        if mention in message.text and channel.kind != "im" and not message.bot_id:
            self._events.in_channel({**told, "type": "app_mention"}, channel)

    def _tell_changed(self, message: Message, before: Json) -> None:
        changed = {"message": message_json(self._world, message), "previous_message": before}
        self._tell_hidden(self._world.channels[message.channel], "message_changed", changed)

    def _tell_hidden(self, channel: Channel, subtype: str, what: Json) -> None:
        ts = self._world.ids.timestamp()
        event = {"type": "message", "subtype": subtype, "hidden": True, "channel": channel.id}
        self._events.in_channel({**event, **what, "ts": ts, "event_ts": ts}, channel)


def _file_shared(channel: Channel, message: Message, file_id: str) -> Json:
    return {
        "type": "file_shared",
        "file_id": file_id,
        "file": {"id": file_id},
        "user_id": message.user,
        "channel_id": channel.id,
        "event_ts": message.ts,
    }


def as_edited(message: Message, *, text: str, user: str) -> Message:
    """Give the message as its author would change its text."""
    return replace(message, text=text, user=user, blocks=[])
