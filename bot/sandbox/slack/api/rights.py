"""What each method of the Web API asks for: its scope and its rate limit tier."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Right:
    """Scope and tier of a method; without a scope any token will do, or the channel decides."""

    scope: str = ""
    tier: int = 0
    needs_token: bool = True


# https://docs.slack.dev/reference/methods; chat.postMessage has a limit of its own per channel
RIGHTS = {
    "auth.test": Right(),
    "apps.connections.open": Right("connections:write"),
    "blocks.validate": Right(needs_token=False),
    "bots.info": Right("users:read", 3),
    "chat.delete": Right("chat:write", 3),
    "chat.getPermalink": Right(),
    "chat.postEphemeral": Right("chat:write", 4),
    "chat.postMessage": Right("chat:write"),
    "chat.update": Right("chat:write", 3),
    "conversations.history": Right("", 3),
    "conversations.info": Right("", 3),
    "conversations.members": Right("", 4),
    "conversations.open": Right("im:write", 3),
    "conversations.replies": Right("", 3),
    "files.completeUploadExternal": Right("files:write", 4),
    "files.getUploadURLExternal": Right("files:write", 4),
    "files.info": Right("files:read", 4),
    "reactions.add": Right("reactions:write", 3),
    "reactions.remove": Right("reactions:write", 2),
    "team.info": Right("team:read", 3),
    "usergroups.list": Right("usergroups:read", 2),
    "usergroups.users.list": Right("usergroups:read", 2),
    "users.info": Right("users:read", 4),
    "users.lookupByEmail": Right("users:read.email", 3),
    "views.open": Right("", 4),
    "views.publish": Right("", 4),
    "views.push": Right("", 4),
    "views.update": Right("", 4),
}
