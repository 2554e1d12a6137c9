"""Who may call what: tokens, scopes, and the channels the bot is in."""

from bot.sandbox.slack.api.call import ApiError, Call
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.model.channels import Channel, Message
from bot.sandbox.slack.model.world import World

_APP_SCOPE = "connections:write"
_PREFIXES = {"channel": "channels", "group": "groups", "im": "im"}


class Access:
    """Refuses calls as Slack does."""

    def __init__(self, world: World, manifest: Manifest) -> None:
        self._world = world
        self._manifest = manifest

    @property
    def scopes(self) -> str:
        """The granted scopes as Slack lists them."""
        return ",".join(sorted(self._manifest.scopes))

    def token(self, call: Call, scope: str) -> None:
        """Refuse a missing, wrong or unsuitable token.

        Raises:
            ApiError: not_authed, invalid_auth, not_allowed_token_type or missing_scope.
        """
        app = self._world.installation
        if not call.token:
            raise ApiError("not_authed")
        if call.token not in {app.bot_token, app.app_token}:
            raise ApiError("invalid_auth")
        if (scope == _APP_SCOPE) != (call.token == app.app_token):
            raise ApiError("not_allowed_token_type")
        if scope and scope != _APP_SCOPE:
            self.scope(scope)

    def scope(self, needed: str) -> None:
        """Refuse what the manifest does not grant.

        Raises:
            ApiError: missing_scope.
        """
        if needed not in self._manifest.scopes:
            raise ApiError("missing_scope", needed=needed, provided=self.scopes)

    def readable(self, call: Call, right: str) -> Channel:
        """Give the channel of a call that reads it; `right` is `read` or `history`.

        Raises:
            ApiError: channel_not_found, missing_scope, or not_in_channel.
        """
        channel = self.channel(call.need("channel"))
        self.scope(f"{_PREFIXES[channel.kind]}:{right}")
        if right == "history" and self._world.installation.bot_user not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def writable(self, channel_id: str) -> Channel:
        """Give the channel a message may be put in.

        Raises:
            ApiError: channel_not_found, not_in_channel or is_archived.
        """
        if channel_id in self._world.users:
            self.scope("im:write")
            return self._world.direct(channel_id)
        channel = self.channel(channel_id)
        if self._world.installation.bot_user not in channel.members:
            raise ApiError("not_in_channel")
        if channel.is_archived:
            raise ApiError("is_archived")
        return channel

    def channel(self, channel_id: str) -> Channel:
        """Give the channel of that id, if the bot may know of it.

        Raises:
            ApiError: channel_not_found.
        """
        channel = self._world.channels.get(channel_id)
        bot = self._world.installation.bot_user
        if channel is None or (channel.kind != "channel" and bot not in channel.members):
            raise ApiError("channel_not_found")
        return channel

    def message(self, channel: Channel, ts: str) -> Message:
        """Give a message the bot may look at.

        Raises:
            ApiError: message_not_found.
        """
        message = channel.message(ts)
        if message is None or message.seen_by:
            raise ApiError("message_not_found")
        return message
