"""Saying things in channels: messages, files, edits, commands, shortcuts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.slack.api.call import ApiError
from bot.sandbox.slack.delivery.parcels import Delivery, Parcel
from bot.sandbox.slack.manifest import Shortcut
from bot.sandbox.slack.model.channels import Channel, Message
from bot.sandbox.slack.model.files import SlackFile
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.outcomes import BotMistake, NotAllowed, NotOnScreen
from bot.sandbox.slack.persons.sight import Sight
from bot.sandbox.slack.persons.uploading import new_file
from bot.sandbox.slack.timeline import as_edited
from bot.sandbox.slack.triggers import Hook

MOST_FILES = 10


@dataclass(frozen=True)
class Dropped:
    """A file about to be dropped: bytes need a name, a path has one."""

    content: bytes | Path
    name: str


_ADDRESS = re.compile(r"https?://[^\s<>|]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Where:
    """A channel, or a thread in it."""

    channel: Channel
    thread: str | None = None


class Talking:
    """Messages and commands of one person."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._slack = sight.slack

    def where(self, channel: str, thread: MessageView | None) -> Where:
        """Give the place that is meant; a thread wins over a channel."""
        if thread is None:
            return Where(self._sight.channel(channel))
        return Where(self._sight.channel(thread.message.channel), thread.message.root_ts)

    def drop(self, where: Where, text: str, files: Sequence[Dropped]) -> MessageView:
        """Bring files into the workspace and post them."""
        with self._slack.world.changes.making():
            new = [new_file(self._sight, f.content, f.name) for f in files]
        return self.say(where, text, new)

    def say(self, where: Where, text: str, files: Sequence[SlackFile] = ()) -> MessageView:
        """Post a message, with files if there are any."""
        if len(files) > MOST_FILES:
            raise NotAllowed(f"not more than {MOST_FILES} files in one message")
        world = self._slack.world
        with world.changes.making():
            message = Message(
                ts=world.ids.timestamp(),
                channel=where.channel.id,
                user=self._sight.user.id,
                text=self.linked(text),
                thread_ts=where.thread,
                files=[f.id for f in files],
            )
            return MessageView(world, self._slack.timeline.post(message))

    def edit(self, view: MessageView, text: str) -> None:
        """Change an own message."""
        self._must_be_own(view)
        with self._slack.world.changes.making():
            changed = as_edited(view.message, text=self.linked(text), user=self._sight.user.id)
            self._slack.timeline.edit(view.message, changed)

    def delete(self, view: MessageView) -> None:
        """Delete an own message; its files go with it."""
        self._must_be_own(view)
        with self._slack.world.changes.making():
            self._slack.timeline.delete(view.message)
            for file_id in view.message.files:
                self._slack.timeline.delete_file(self._slack.world.files[file_id])

    def delete_file(self, view: MessageView, name: str) -> None:
        """Delete an own file; the message stays."""
        self._must_be_own(view)
        with self._slack.world.changes.making():
            files = [self._slack.world.files[file_id] for file_id in view.message.files]
            self._slack.timeline.delete_file(next(f for f in files if f.name == name))

    def command(self, where: Where, command: str, text: str) -> None:
        """Give a slash command, or read Slack's own words why that does not work here."""
        if refusal := self._refusal(where, command):
            self._slack.tell(self._sight.user.id, where.channel.id, refusal, where.thread)
            return
        if self._slack.manifest.commands[command].get("should_escape"):
            text = self.encoded(text)
        with self._slack.world.changes.still():
            build = self._slack.interactions
            parcel = build.command(self._sight.user, where.channel, command, text)
        delivery = self._deliver(where.channel, command, parcel)
        if delivery.answer:
            self._show_answer(where.channel, delivery)

    def shortcut(self, name: str) -> None:
        """Use a shortcut of the global menu."""
        shortcut = self._offered(name, "global")
        with self._slack.world.changes.still():
            build = self._slack.interactions
            parcel = build.global_shortcut(self._sight.user, shortcut.callback_id)
            channel = self._slack.world.direct(self._sight.user.id)
        self._deliver(channel, name, parcel)

    def message_shortcut(self, name: str, view: MessageView) -> None:
        """Use a shortcut of the menu of a message."""
        shortcut = self._offered(name, "message")
        with self._slack.world.changes.still():
            build, message = self._slack.interactions, view.message
            parcel = build.message_shortcut(self._sight.user, shortcut.callback_id, message)
            channel = self._slack.world.channels[message.channel]
        self._deliver(channel, name, parcel)

    def linked(self, text: str) -> str:
        """Give typed text as Slack keeps it in a message: with links where it sees addresses."""
        return _ADDRESS.sub(_link, self.encoded(text))

    def encoded(self, text: str) -> str:
        """Give typed text as Slack sends it on: escaped, with mentions as ids."""
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        handles = {u.handle: u.id for u in self._slack.world.users.values()}
        return re.sub(
            r"@(\w+)",
            lambda found: f"<@{handles[found[1]]}>" if found[1] in handles else found[0],
            escaped,
        )

    @property
    def _is_own(self) -> bool:
        """Commands and shortcuts stay within the workspace that installed the app."""
        return self._sight.user.team_id == self._slack.world.team.id

    def _offered(self, name: str, kind: str) -> Shortcut:
        shortcut = self._slack.manifest.shortcut(name, kind)
        if shortcut is None or not self._is_own:
            raise NotOnScreen(f"there is no {kind} shortcut {name!r}")
        return shortcut

    def _refusal(self, where: Where, command: str) -> str:
        if where.thread:
            return f"{command} is not supported in threads. Sorry!"
        if command not in self._slack.manifest.commands or not self._is_own:
            return f"{command} is not a valid command."
        return ""

    def _deliver(self, channel: Channel, name: str, parcel: Parcel) -> Delivery:
        delivery = self._slack.courier.deliver(parcel)
        if delivery.error:
            words = f'{name} failed with the error "{delivery.error}"'
            self._slack.tell(self._sight.user.id, channel.id, words)
        return delivery

    def _show_answer(self, channel: Channel, delivery: Delivery) -> None:
        hook = Hook(self._sight.user.id, channel.id, 0.0)
        with self._slack.world.changes.making():
            try:
                self._slack.response_urls.show(hook, delivery.answer or {})
            except ApiError as refused:
                raise BotMistake(f"Slack shows nothing of this answer: {refused.more}") from None

    def _must_be_own(self, view: MessageView) -> None:
        if view.message.user != self._sight.user.id:
            raise NotAllowed("only who wrote a message can change it")


def _link(found: re.Match[str]) -> str:
    typed = found[0]
    return f"<{typed}>" if "://" in typed else f"<mailto:{typed}|{typed}>"
