"""One person's Slack as the page gets it: the workspace, its channels, messages and modals."""

from collections import Counter

from bot.sandbox.slack.api.content import LONGEST_TEXT
from bot.sandbox.slack.model.channels import Channel, Message
from bot.sandbox.slack.model.files import SlackFile
from bot.sandbox.slack.model.modals import View
from bot.sandbox.slack.model.people import User, Usergroup
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.persons.attaching import LARGEST_ATTACHMENT, MOST_ATTACHMENTS
from bot.sandbox.slack.persons.searching import SHORTEST_QUERY
from bot.sandbox.slack.persons.talking import MOST_FILES
from bot.sandbox.slack.wire import Json

LIMITS = {
    "most_files": MOST_FILES,
    "largest_attachment": LARGEST_ATTACHMENT,
    "most_attachments": MOST_ATTACHMENTS,
    "shortest_query": SHORTEST_QUERY,
    "longest_message": LONGEST_TEXT,
}
COLORS = ("#4a154b", "#1264a3", "#2b7a4b", "#b3541e", "#8d3b72", "#3b5b92", "#6b6a2a")
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif"})


class Screen:
    """Reads the workspace for one person. Hold the world's `changes`."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self._user = user

    @property
    def channels(self) -> list[Channel]:
        """What stands in the person's side bar: public channels, and those they are in."""
        outside = self._user.is_stranger or self._user.is_restricted
        return [
            channel
            for channel in self._world.channels.values()
            if self._user.id in channel.members or (channel.kind == "channel" and not outside)
        ]

    def places(self) -> Json:
        """Give who is here and where one can go."""
        return {
            "workspace": self._world.team.name,
            "me": person_json(self._world, self._user),
            "people": [person_json(self._world, user) for user in self._world.users.values()],
            "groups": [_group_json(group) for group in self._world.usergroups.values()],
            "channels": [self._channel(channel) for channel in self.channels],
            "limits": LIMITS,
        }

    def surfaces(self) -> Json:
        """Give the open modals, bottom first, and the Home tab."""
        home = self._world.homes.get(self._user.id)
        views = self._world.modals.get(self._user.id, [])
        return {
            "views": [view_json(view) for view in views],
            "home": view_json(home) if home else None,
        }

    def messages(self, channel: Channel, since: int) -> Json:
        """Give what changed in a channel after a revision."""
        mine = [m for m in channel.messages if m.seen_by in (None, self._user.id)]
        replies = Counter(m.thread_ts for m in mine if m.thread_ts and not m.seen_by)
        shown = [self._message(m, replies[m.ts]) for m in mine if m.revision > since]
        gone = [ts for ts, revision in channel.gone.items() if revision > since]
        stones = [_tombstone(channel, ts, replies[ts]) for ts in gone if replies[ts]]
        return {
            "revision": self._world.changes.revision,
            "messages": sorted([*shown, *stones], key=lambda message: str(message["ts"])),
            "gone": [ts for ts in gone if not replies[ts]],
        }

    def _channel(self, channel: Channel) -> Json:
        bot = self._world.users[self._world.installation.bot_user]
        me = self._user.id
        others = [m for m in channel.messages if m.user != me and m.seen_by in (None, me)]
        is_member = me in channel.members
        return {
            "id": channel.id,
            "name": bot.real_name if channel.kind == "im" else channel.name,
            "kind": "dm" if channel.kind == "im" else "channel",
            "member": is_member,
            "private": channel.kind == "group",
            "shared": channel.is_ext_shared,
            "unread_ts": others[-1].ts if others and is_member else "",
        }

    def _message(self, message: Message, replies: int) -> Json:
        return {
            "ts": message.ts,
            "channel": message.channel,
            "thread_ts": message.thread_ts,
            "user": message.user,
            "text": message.text,
            "blocks": message.blocks,
            "values": message.state,
            "files": [file_json(self._world.files[file_id]) for file_id in message.files],
            "ephemeral": message.seen_by is not None,
            "edited": message.edited is not None and not message.bot_id,
            "deleted": False,
            "reactions": {name: users for name, users in message.reactions.items() if users},
            "permalink": f"{self._world.page_url}/{place_on_page(message)}",
            "reply_count": replies,
        }


def place_on_page(message: Message) -> str:
    """Give the part of an address of the page that leads to a message."""
    thread = f"?thread_ts={message.thread_ts}" if message.thread_ts else ""
    return f"#/{message.channel}/p{message.ts.replace('.', '')}{thread}"


def person_json(world: World, user: User) -> Json:
    """Give somebody with the words and the colour to show them by."""
    number = list(world.users).index(user.id)
    return {
        "id": user.id,
        "handle": user.handle,
        "name": user.real_name,
        "role": user.role,
        "color": COLORS[number % len(COLORS)],
    }


def _group_json(group: Usergroup) -> Json:
    return {"id": group.id, "handle": group.handle, "members": group.users}


def view_json(view: View) -> Json:
    """Give a modal or Home tab with what is filled in and what is wrong."""
    return {
        "id": view.id,
        "type": view.given["type"],
        **{part: view.given.get(part) for part in ("title", "submit", "close")},
        "blocks": view.blocks,
        "values": view.values,
        "errors": view.errors,
        "trouble": view.trouble,
        "hash": view.hash,
        "busy": view.is_busy,
    }


def file_json(file: SlackFile) -> Json:
    """Give a file with the address to load it from."""
    return {
        "id": file.id,
        "name": file.name,
        "size": file.size,
        "mimetype": file.mimetype,
        "url": f"/files/{file.id}",
        "deleted": file.deleted,
        "image": file.mimetype in IMAGES,
    }


def _tombstone(channel: Channel, ts: str, replies: int) -> Json:
    return {
        "ts": ts,
        "channel": channel.id,
        "thread_ts": None,
        "user": "USLACKBOT",
        "text": "",
        "blocks": [],
        "values": {},
        "files": [],
        "ephemeral": False,
        "edited": False,
        "deleted": True,
        "reactions": {},
        "permalink": "",
        "reply_count": replies,
    }
