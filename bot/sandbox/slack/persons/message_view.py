"""A message, and a channel, as one person sees them."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.slack.model.channels import Channel, Message
from bot.sandbox.slack.model.inputs import Placed, placed
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.persons.mrkdwn import read_text
from bot.sandbox.slack.persons.reading import Reader


@dataclass(frozen=True)
class MessageView:
    """A message on somebody's screen. It is live: what it shows follows the message."""

    world: World
    message: Message

    @property
    def author(self) -> str:
        """Who wrote it, by handle."""
        return self.world.users[self.message.user].handle

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.message.seen_by is not None

    @property
    def lines(self) -> list[str]:
        """Everything readable on it, line by line."""
        reader, message = Reader(self.world), self.message
        with self.world.changes.still():
            lines = ["Only visible to you"] if self.is_ephemeral else []
            if message.blocks:
                lines += reader.blocks(message.blocks)
            else:
                lines += reader.message_text(message.text)
            lines += [self._file_line(file_id) for file_id in message.files]
            lines += [
                f":{name}: {len(users)}" for name, users in message.reactions.items() if users
            ]
            return lines

    @property
    def text(self) -> str:
        """Everything readable on it."""
        return "\n".join(self.lines)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons and the entries of its overflow menus."""
        with self.world.changes.still():
            return [label for place in self.places for label in labels(self.world, place)]

    @property
    def places(self) -> list[Placed]:
        """Its interactive elements."""
        return list(placed(self.message.blocks))

    @property
    def thread(self) -> list["MessageView"]:
        """The whole thread it belongs to, its first message included."""
        with self.world.changes.still():
            channel = self.world.channels[self.message.channel]
            found = channel.thread(self.message.root_ts)
            mine = [m for m in found if m.seen_by in (None, self.message.seen_by)]
            return [MessageView(self.world, m) for m in mine]

    def _file_line(self, file_id: str) -> str:
        file = self.world.files[file_id]
        return "[file deleted]" if file.deleted else f"[file: {file.name}]"


@dataclass(frozen=True)
class Screen:
    """A channel as somebody sees it: messages in their order, replies after what they reply to."""

    messages: tuple[MessageView, ...]

    def __iter__(self) -> Iterator[MessageView]:
        return iter(self.messages)

    def __len__(self) -> int:
        return len(self.messages)

    def __getitem__(self, number: int) -> MessageView:
        return self.messages[number]

    @property
    def text(self) -> str:
        """Everything readable, with the authors; replies are indented."""
        return "\n".join(line for message in self.messages for line in _signed(message))


def look_at(world: World, channel: Channel, user: str) -> Screen:
    """Give a channel as a person sees it."""
    with world.changes.still():
        mine = [m for m in channel.messages if m.seen_by in (None, user)]
        mine.sort(key=lambda m: (m.root_ts, m.ts))
        return Screen(tuple(MessageView(world, m) for m in mine))


def labels(world: World, place: Placed) -> list[str]:
    """Give what can be clicked on an element: a button's label, or the entries of a menu."""
    match place.type:
        case "button":
            return [read_text(world, place.element["text"])]
        case "overflow":
            return [read_text(world, option["text"]) for option in place.element["options"]]
        case _:
            return []


def _signed(view: MessageView) -> list[str]:
    indent = "    " if view.message.thread_ts else ""
    first, *others = view.lines or [""]
    return [f"{indent}{view.author}: {first}", *(f"{indent}  {line}" for line in others)]
