"""The methods about the team, its people, its groups and the app itself."""

from collections.abc import Callable

from bot.sandbox.slack.api.access import Access
from bot.sandbox.slack.api.call import ApiError, Call
from bot.sandbox.slack.blockkit.surfaces import Surface, block_problems, problems
from bot.sandbox.slack.delivery.sockets import Sockets
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.wire import Json


class Directory:
    """users.*, usergroups.*, team.info, bots.info, auth.test and the methods without a place."""

    def __init__(self, world: World, access: Access, sockets: Sockets) -> None:
        self._world = world
        self._access = access
        self._sockets = sockets

    def auth_test(self, _call: Call) -> Json:
        """Say whose token this is."""
        team, app = self._world.team, self._world.installation
        return {
            "url": f"{self._world.base_url}/",
            "team": team.name,
            "user": self._world.users[app.bot_user].handle,
            "team_id": team.id,
            "user_id": app.bot_user,
            "bot_id": app.bot_id,
            "is_enterprise_install": False,
        }

    def connections_open(self, _call: Call) -> Json:
        """Give an address for one Socket Mode connection."""
        host = self._world.base_url.replace("http", "ws", 1)
        return {"url": f"{host}/link/?ticket={self._sockets.issue()}"}

    def users_info(self, call: Call) -> Json:
        """Describe somebody."""
        user = self._world.users.get(call.need("user"))
        if user is None:
            raise ApiError("user_not_found")
        return {"user": user.to_json()}

    def users_lookup_by_email(self, call: Call) -> Json:
        """Find somebody by address."""
        email = call.need("email")
        found = next((u for u in self._world.users.values() if u.email == email), None)
        if found is None:
            raise ApiError("users_not_found")
        return {"user": found.to_json()}

    def usergroups_list(self, call: Call) -> Json:
        """List the user groups."""
        groups = []
        for group in self._world.usergroups.values():
            users = {"users": group.users} if call.flag("include_users") else {}
            groups.append({**group.to_json(self._world.team.id), **users})
        return {"usergroups": groups}

    def usergroups_users_list(self, call: Call) -> Json:
        """List the people of a user group."""
        group = self._world.usergroups.get(call.need("usergroup"))
        if group is None:
            raise ApiError("no_such_subteam")
        return {"users": list(group.users)}

    def team_info(self, _call: Call) -> Json:
        """Describe the team."""
        team = self._world.team
        return {"team": {"id": team.id, "name": team.name, "domain": team.domain}}

    def bots_info(self, call: Call) -> Json:
        """Describe the bot."""
        app = self._world.installation
        if call.text("bot") not in {"", app.bot_id}:
            raise ApiError("bot_not_found")
        name = self._world.users[app.bot_user].real_name
        told = {"id": app.bot_id, "app_id": app.app_id, "user_id": app.bot_user}
        return {"bot": {**told, "name": name, "deleted": False}}

    def blocks_validate(self, call: Call) -> Json:
        """Check Block Kit JSON; needs no token."""
        if (view := call.json("view")) is not None:
            found = problems(view)
        elif (message := call.json("message")) is not None:
            found = problems(message)
        else:
            found = block_problems(call.json("blocks") or [], Surface.MESSAGE)
        if not found:
            return {}
        errors = [{"pointer": at, "code": "invalid", "message": text} for at, text in found]
        raise ApiError("invalid_blocks", errors=errors)

    def methods(self) -> dict[str, Callable[[Call], Json]]:
        """Give each method under its name."""
        return {
            "auth.test": self.auth_test,
            "apps.connections.open": self.connections_open,
            "users.info": self.users_info,
            "users.lookupByEmail": self.users_lookup_by_email,
            "usergroups.list": self.usergroups_list,
            "usergroups.users.list": self.usergroups_users_list,
            "team.info": self.team_info,
            "bots.info": self.bots_info,
            "blocks.validate": self.blocks_validate,
        }
