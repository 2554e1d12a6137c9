"""The Events API: what the app has subscribed to, as Slack words it."""

import time
from collections.abc import Callable

from bot.sandbox.slack.delivery.parcels import Parcel
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.model.channels import Channel
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.wire import Json

# https://docs.slack.dev/reference/events: Slack takes no subscription without its scope
_SCOPES = {
    "app_mention": "app_mentions:read",
    "file_deleted": "files:read",
    "file_shared": "files:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
}
_SUBSCRIPTIONS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
}


class Events:
    """Announces events to the bot, if its manifest subscribes to them and it may see the place."""

    def __init__(
        self, world: World, manifest: Manifest, announce: Callable[[Parcel], None]
    ) -> None:
        self._world = world
        self._manifest = manifest
        self._announce = announce

    def in_channel(self, event: Json, channel: Channel) -> None:
        """Announce something that happened in a channel the bot is a member of."""
        if self._world.installation.bot_user not in channel.members:
            return
        wanted = str(event["type"])
        if wanted == "message":
            event = {**event, "channel_type": channel.kind}
            wanted = _SUBSCRIPTIONS[channel.kind]
        self._emit(wanted, event, is_ext_shared=channel.is_ext_shared)

    def in_team(self, event: Json) -> None:
        """Announce something that belongs to no channel."""
        self._emit(str(event["type"]), event, is_ext_shared=False)

    def home_opened(self, user: User) -> None:
        """Announce that somebody looks at the bot's Home tab. Hold the world's `changes`."""
        world, app = self._world, self._world.installation
        event: Json = {
            "type": "app_home_opened",
            "user": user.id,
            "channel": world.direct(user.id).id,
            "tab": "home",
            "event_ts": world.ids.timestamp(),
        }
        if view := world.homes.get(user.id):
            event["view"] = view.to_json(world.team.id, app.app_id, app.bot_id)
        self.in_team(event)

    def _emit(self, subscription: str, event: Json, *, is_ext_shared: bool) -> None:
        scope = _SCOPES.get(subscription)
        is_granted = scope is None or scope in self._manifest.scopes
        if subscription not in self._manifest.events or not is_granted:
            return
        payload = {**self._callback(event), "is_ext_shared_channel": is_ext_shared}
        self._announce(Parcel("events_api", "event_callback", str(event["type"]), payload))

    def _callback(self, event: Json) -> Json:
        world, app = self._world, self._world.installation
        event_id = world.ids.new("Ev")
        authorization = {
            "enterprise_id": None,
            "team_id": world.team.id,
            "user_id": app.bot_user,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": app.verification_token,
            "team_id": world.team.id,
            "context_team_id": world.team.id,
            "context_enterprise_id": None,
            "api_app_id": app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(time.time()),
            "authorizations": [authorization],
            "event_context": f"4-{event_id}",
        }
