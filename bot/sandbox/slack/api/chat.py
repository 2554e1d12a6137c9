"""The chat methods: messages of the bot."""

from collections.abc import Callable

from bot.sandbox.slack.api.access import Access
from bot.sandbox.slack.api.call import ApiError, Call
from bot.sandbox.slack.api.content import checked_blocks, checked_metadata, checked_text
from bot.sandbox.slack.api.limiter import Limiter
from bot.sandbox.slack.modal_stack import with_ids
from bot.sandbox.slack.model.channels import Channel, Message
from bot.sandbox.slack.model.message_json import message_json
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.timeline import Timeline
from bot.sandbox.slack.wire import Json


class TooFast(Exception):
    """The channel gets more messages than Slack allows; wait this many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Chat:
    """chat.postMessage and its kin. https://docs.slack.dev/reference/methods#chat."""

    def __init__(self, world: World, access: Access, timeline: Timeline, limiter: Limiter) -> None:
        self._world = world
        self._access = access
        self._timeline = timeline
        self._limiter = limiter

    def post_message(self, call: Call) -> Json:
        """Put a message into a channel or thread."""
        channel = self._access.writable(call.need("channel"))
        message = self._composed(call, channel)
        if seconds := self._limiter.post(channel.id):
            raise TooFast(seconds)
        self._timeline.post(message)
        told = message_json(self._world, message, with_metadata=True)
        return {"channel": channel.id, "ts": message.ts, "message": told}

    def post_ephemeral(self, call: Call) -> Json:
        """Show a message to one person in a channel; in a thread only once that has begun."""
        channel = self._access.writable(call.need("channel"))
        user = call.need("user")
        if user not in channel.members:
            raise ApiError("user_not_in_channel")
        message = self._composed(call, channel)
        message.seen_by = user
        if not message.thread_ts or has_begun(channel, message.thread_ts):
            self._timeline.post(message)
        return {"message_ts": message.ts}

    def update(self, call: Call) -> Json:
        """Change a message of the bot."""
        channel, message = self._own(call, "cant_update_message")
        changed = self._composed(call, channel)
        if "blocks" not in call.arguments:
            changed.blocks = message.blocks
        if "metadata" not in call.arguments:
            changed.metadata = message.metadata
        changed.files = message.files
        self._timeline.edit(message, changed)
        told = message_json(self._world, message)
        return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": told}

    def delete(self, call: Call) -> Json:
        """Take a message of the bot away."""
        channel, message = self._own(call, "cant_delete_message")
        self._timeline.delete(message)
        return {"channel": channel.id, "ts": message.ts}

    def get_permalink(self, call: Call) -> Json:
        """Give the link to a message."""
        channel = self._access.channel(call.need("channel"))
        message = self._access.message(channel, call.need("message_ts"))
        path = f"{self._world.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
        if message.thread_ts:
            path += f"?thread_ts={message.thread_ts}&cid={channel.id}"
        return {"channel": channel.id, "permalink": path}

    def methods(self) -> dict[str, Callable[[Call], Json]]:
        """Give each method under its name."""
        return {
            "chat.postMessage": self.post_message,
            "chat.postEphemeral": self.post_ephemeral,
            "chat.update": self.update,
            "chat.delete": self.delete,
            "chat.getPermalink": self.get_permalink,
        }

    def _own(self, call: Call, refusal: str) -> tuple[Channel, Message]:
        channel = self._access.channel(call.need("channel"))
        message = self._access.message(channel, call.need("ts"))
        if message.user != self._world.installation.bot_user:
            raise ApiError(refusal)
        return channel, message

    def _composed(self, call: Call, channel: Channel) -> Message:
        blocks = checked_blocks(self._world, call.json("blocks"))
        app = self._world.installation
        return Message(
            ts=self._world.ids.timestamp(),
            channel=channel.id,
            user=app.bot_user,
            text=checked_text(call, blocks, required=True),
            blocks=with_ids(blocks, self._world),
            thread_ts=_thread(call, channel),
            bot_id=app.bot_id,
            metadata=checked_metadata(call),
        )


def has_begun(channel: Channel, thread: str) -> bool:
    """Tell whether anybody has answered in a thread."""
    return any(m.thread_ts == thread and not m.seen_by for m in channel.messages)


def _thread(call: Call, channel: Channel) -> str | None:
    ts = call.text("thread_ts")
    if not ts:
        return None
    root = channel.message(ts)
    if root is None or root.thread_ts or root.seen_by:
        raise ApiError("thread_not_found")
    return ts
