"""The conversations and reactions methods: channels, their people and what was said."""

from collections.abc import Callable

from bot.sandbox.slack.api.access import Access
from bot.sandbox.slack.api.call import ApiError, Call
from bot.sandbox.slack.model.channels import Channel, Message
from bot.sandbox.slack.model.message_json import message_json
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.wire import Json

_PAGE = 100


class Conversations:
    """conversations.* and reactions.*. https://docs.slack.dev/reference/methods#conversations."""

    def __init__(self, world: World, access: Access) -> None:
        self._world = world
        self._access = access

    def info(self, call: Call) -> Json:
        """Describe a channel."""
        channel = self._access.readable(call, "read")
        is_member = self._world.installation.bot_user in channel.members
        return {"channel": {**channel.to_json(), "is_member": is_member}}

    def members(self, call: Call) -> Json:
        """List the people in a channel."""
        members = sorted(self._access.readable(call, "read").members)
        return {"members": members, "response_metadata": {"next_cursor": ""}}

    def open(self, call: Call) -> Json:
        """Open the direct conversation with somebody."""
        user = call.need("users")
        if user not in self._world.users:
            raise ApiError("user_not_found")
        return {"channel": {"id": self._world.direct(user).id}}

    def history(self, call: Call) -> Json:
        """List messages of a channel, newest first, without the replies in threads."""
        channel = self._access.readable(call, "history")
        found = [m for m in channel.messages if not m.thread_ts and not m.seen_by]
        return self._page(call, found[::-1])

    def replies(self, call: Call) -> Json:
        """List a thread, oldest first."""
        channel = self._access.readable(call, "history")
        found = [m for m in channel.thread(call.need("ts")) if not m.seen_by]
        if not found:
            raise ApiError("thread_not_found")
        return self._page(call, found)

    def add_reaction(self, call: Call) -> Json:
        """Put the bot's reaction on a message."""
        users = self._reaction(call)
        if self._world.installation.bot_user in users:
            raise ApiError("already_reacted")
        users.append(self._world.installation.bot_user)
        return {}

    def remove_reaction(self, call: Call) -> Json:
        """Take the bot's reaction off a message."""
        users = self._reaction(call)
        if self._world.installation.bot_user not in users:
            raise ApiError("no_reaction")
        users.remove(self._world.installation.bot_user)
        return {}

    def methods(self) -> dict[str, Callable[[Call], Json]]:
        """Give each method under its name."""
        return {
            "conversations.info": self.info,
            "conversations.members": self.members,
            "conversations.open": self.open,
            "conversations.history": self.history,
            "conversations.replies": self.replies,
            "reactions.add": self.add_reaction,
            "reactions.remove": self.remove_reaction,
        }

    def _reaction(self, call: Call) -> list[str]:
        channel: Channel = self._access.channel(call.need("channel"))
        message = self._access.message(channel, call.need("timestamp"))
        self._world.touch(message)
        return message.reactions.setdefault(call.need("name"), [])

    def _page(self, call: Call, found: list[Message]) -> Json:
        oldest, latest = call.text("oldest") or "0", call.text("latest") or "9"
        found = [m for m in found if oldest <= m.ts <= latest]
        start, size = int(call.text("cursor") or 0), int(call.text("limit") or _PAGE)
        with_metadata = call.flag("include_all_metadata")
        more = len(found) > start + size
        return {
            "messages": [
                message_json(self._world, m, with_metadata=with_metadata)
                for m in found[start : start + size]
            ],
            "has_more": more,
            "response_metadata": {"next_cursor": str(start + size) if more else ""},
        }
