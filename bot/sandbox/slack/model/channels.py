"""Channels and what is said in them."""

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.slack.wire import Json

ChannelKind = Literal["channel", "group", "im"]


@dataclass
class Message:
    """One message; `seen_by` is set for what only one person sees.

    `revision` is that of the workspace when the message last changed its looks.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str | None = None
    files: list[str] = field(default_factory=list)
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    seen_by: str | None = None
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    revision: int = 0

    @property
    def root_ts(self) -> str:
        """The timestamp of the thread this message is in or could start."""
        return self.thread_ts or self.ts


@dataclass
class Channel:
    """A public channel, a private one, or a direct conversation.

    `gone` has the revisions at which messages were deleted, by timestamp.
    """

    id: str
    name: str
    kind: ChannelKind
    members: set[str] = field(default_factory=set)
    is_ext_shared: bool = False
    is_archived: bool = False
    messages: list[Message] = field(default_factory=list)
    revision: int = 0
    gone: dict[str, int] = field(default_factory=dict)

    def message(self, ts: str) -> Message | None:
        """Give the message of that timestamp, if it is still there."""
        return next((m for m in self.messages if m.ts == ts), None)

    def thread(self, ts: str) -> list[Message]:
        """Give the first message of a thread and its replies, oldest first."""
        return [m for m in self.messages if ts in (m.ts, m.thread_ts)]

    def remove(self, message: Message, revision: int) -> None:
        """Take a message away, which is gone since that revision."""
        self.messages.remove(message)
        self.gone[message.ts] = revision

    def touch(self, message: Message, revision: int) -> None:
        """Note that a message looks different since that revision, and so does what it answers."""
        message.revision = self.revision = revision
        root = self.message(message.root_ts)
        if root is not None:
            root.revision = revision
        if message.root_ts in self.gone:
            self.gone[message.root_ts] = revision

    def to_json(self) -> Json:
        """Give the conversation object of conversations.info."""
        common: Json = {
            "id": self.id,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_mpim": False,
            "is_private": self.kind != "channel",
            "is_archived": self.is_archived,
            "is_ext_shared": self.is_ext_shared,
            "is_shared": self.is_ext_shared,
            "is_org_shared": False,
        }
        if self.kind == "im":
            return common
        return {**common, "name": self.name, "name_normalized": self.name}
