"""The team, its people and their groups."""

from dataclasses import dataclass, field

from bot.sandbox.slack.wire import Json


@dataclass(frozen=True)
class Team:
    """One Slack workspace."""

    id: str
    name: str
    domain: str


@dataclass
class User:
    """Somebody with a Slack account.

    `handle` is what tests and the page call them, `role` what they are here for, in words.
    """

    id: str
    handle: str
    real_name: str
    team_id: str
    role: str
    is_bot: bool = False
    is_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False

    @property
    def email(self) -> str:
        """The address in the profile."""
        return f"{self.handle}@example.com"

    def to_json(self) -> Json:
        """Give the user object of users.info."""
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.handle,
            "real_name": self.real_name,
            "deleted": self.deleted,
            "tz": "Europe/Berlin",
            "tz_offset": 3600,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_admin": False,
            "is_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": False,
            "is_stranger": self.is_stranger,
            "profile": {"real_name": self.real_name, "display_name": self.handle},
        }


@dataclass
class Usergroup:
    """A group of people that can be mentioned and asked for together."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)

    def to_json(self, team_id: str) -> Json:
        """Give the usergroup object of usergroups.list."""
        return {
            "id": self.id,
            "team_id": team_id,
            "is_usergroup": True,
            "name": self.name,
            "handle": self.handle,
            "user_count": len(self.users),
            "date_delete": 0,
        }
