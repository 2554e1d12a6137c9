"""Messages as Slack's payloads, events and history carry them."""

import copy
import html

from bot.sandbox.slack.model.channels import Message
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.wire import Json


def message_json(world: World, message: Message, *, with_metadata: bool = False) -> Json:
    """Give the message object; `with_metadata` adds what the bot attached to it."""
    told: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "team": world.team.id,
        "text": message.text,
        "blocks": _blocks(message),
        **_from_bot(world, message),
        **_in_thread(world, message),
        **_from_elsewhere(world, message),
    }
    if message.files:
        told |= {"files": files_json(world, message), "upload": False, "display_as_bot": False}
    if message.edited:
        told["edited"] = message.edited
    if message.reactions:
        told["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if with_metadata and message.metadata:
        told["metadata"] = message.metadata
    return copy.deepcopy(told)


def files_json(world: World, message: Message) -> list[Json]:
    """Give the files of a message as an event carries them.

    What comes from another organisation is a stub that wants files.info.
    """
    if world.users[message.user].is_stranger:
        return [
            {"id": file_id, "mode": "file_access", "file_access": "check_file_info"}
            for file_id in message.files
        ]
    return [world.files[f].to_event_json(world.base_url, world.team.id) for f in message.files]


def _from_elsewhere(world: World, message: Message) -> Json:
    user = world.users[message.user]
    return {"user_team": user.team_id, "source_team": user.team_id} if user.is_stranger else {}


def _blocks(message: Message) -> list[Json]:
    if message.blocks or message.bot_id or not message.text:
        return message.blocks
    typed = {"type": "text", "text": html.unescape(message.text)}
    section = {"type": "rich_text_section", "elements": [typed]}
    return [{"type": "rich_text", "block_id": f"r{message.ts}", "elements": [section]}]


def _from_bot(world: World, message: Message) -> Json:
    if not message.bot_id:
        return {"client_msg_id": f"00000000-0000-0000-0000-{message.ts.replace('.', '')[-12:]}"}
    profile = {"id": message.bot_id, "app_id": world.installation.app_id}
    return {
        "bot_id": message.bot_id,
        "app_id": world.installation.app_id,
        "bot_profile": {**profile, "name": world.users[message.user].real_name},
    }


def _in_thread(world: World, message: Message) -> Json:
    if message.seen_by:
        return {"thread_ts": message.thread_ts} if message.thread_ts else {}
    channel = world.channels[message.channel]
    if message.thread_ts:
        parent = channel.message(message.thread_ts)
        author = {"parent_user_id": parent.user} if parent else {}
        return {"thread_ts": message.thread_ts, **author}
    replies = [m for m in channel.messages if m.thread_ts == message.ts and not m.seen_by]
    if not replies:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "latest_reply": replies[-1].ts,
        "reply_users": sorted({m.user for m in replies}),
    }
