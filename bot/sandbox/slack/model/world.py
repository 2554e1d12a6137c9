"""Everything the workspace knows, with the look-ups that everybody needs."""

from dataclasses import dataclass, field

from bot.sandbox.slack.model.changes import Changes
from bot.sandbox.slack.model.channels import Channel, ChannelKind, Message
from bot.sandbox.slack.model.files import SlackFile
from bot.sandbox.slack.model.ids import Ids
from bot.sandbox.slack.model.modals import View
from bot.sandbox.slack.model.people import Team, User, Usergroup
from bot.sandbox.slack.wire import Json


@dataclass(frozen=True)
class Installation:
    """The app as it is installed here: its ids, and the secrets the bot gets as settings."""

    app_id: str
    bot_id: str
    bot_user: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str


@dataclass
class World:
    """The state of one workspace. Hold `changes` while reading or writing it.

    `base_url` is where the bot reaches it, `page_url` where people do, if they can.
    """

    team: Team
    installation: Installation
    ids: Ids = field(default_factory=Ids)
    changes: Changes = field(default_factory=Changes)
    users: dict[str, User] = field(default_factory=dict)
    usergroups: dict[str, Usergroup] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, SlackFile] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    base_url: str = ""
    page_url: str = ""

    def user(self, handle: str) -> User:
        """Give the person of that handle.

        Raises:
            LookupError: nobody here is called so.
        """
        found = next((u for u in self.users.values() if u.handle == handle), None)
        if found is None:
            raise LookupError(f"nobody here is called {handle}")
        return found

    def channel(self, name: str) -> Channel:
        """Give the channel by id or by name, with or without #.

        Raises:
            LookupError: there is no such channel.
        """
        plain = name.removeprefix("#")
        for channel in self.channels.values():
            if name == channel.id or (channel.kind != "im" and plain == channel.name):
                return channel
        raise LookupError(f"there is no channel {name}")

    def direct(self, user_id: str) -> Channel:
        """Give the direct conversation of a person with the bot, opening it if needed."""
        both = {user_id, self.installation.bot_user}
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == both:
                return channel
        return self.add_channel("", "im", members=both)

    def add_channel(self, name: str, kind: ChannelKind, *, members: set[str]) -> Channel:
        """Open a channel with these members."""
        channel = Channel(self.ids.new("D" if kind == "im" else "C"), name, kind, members)
        self.channels[channel.id] = channel
        return channel

    def message(self, channel: str, ts: str) -> Message | None:
        """Give a message by its address, if it is still there."""
        return self.channels[channel].message(ts) if channel in self.channels else None

    def bot_sees(self, file: SlackFile) -> bool:
        """Tell whether a file is the bot's own, was handed to it, or is shared where it is."""
        bot = self.installation.bot_user
        shared = any(bot in self.channels[channel].members for channel in file.shares)
        return shared or file.is_handed_in or file.user == bot

    def file_of(self, named: Json) -> SlackFile | None:
        """Give the file that a picture names by its id, its private address or its permalink."""
        if "url" not in named:
            return self.files.get(named["id"])
        whole = ((file, file.to_json(self.base_url, self.team.id)) for file in self.files.values())
        by = ("url_private", "permalink")
        return next((f for f, told in whole if named["url"] in map(told.get, by)), None)

    def touch(self, message: Message) -> None:
        """Note that a message is being changed."""
        self.channels[message.channel].touch(message, self.changes.next)

    def view(self, view_id: str) -> View | None:
        """Give an open modal by its id."""
        return next((v for v in self._open_views() if v.id == view_id), None)

    def external_view(self, external_id: str) -> View | None:
        """Give an open modal by the bot's own name for it."""
        return next((v for v in self._open_views() if v.external_id == external_id), None)

    def _open_views(self) -> list[View]:
        return [view for stack in self.modals.values() for view in stack]
