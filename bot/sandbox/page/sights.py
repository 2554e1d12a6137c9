"""What the page shows of Slack."""

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.page.asked import Asked, reading
from bot.sandbox.page.screen import Screen
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.persons.outcomes import NotAllowed
from bot.sandbox.slack.wire import Json
from bot.sandbox.slack.workspace import Workspace


class Sights:
    """Answers what the page asks about the workspace."""

    def __init__(self, slack: Workspace) -> None:
        self._slack = slack
        self._world = slack.world

    def routes(self) -> list[Route]:
        """Give the routes."""
        return [
            Route("/api/world", reading(self.world)),
            Route("/api/messages", reading(self.messages)),
        ]

    def world(self, asked: Asked) -> Response:
        """Give everything around the messages, as one person sees it."""
        user = asked.person(self._world)
        bot = self._world.users[self._world.installation.bot_user]
        running = self._slack.sockets.count > 0
        # Made into text before anything can change: what it is made of is the workspace itself.
        with self._world.changes.still():
            screen = Screen(self._world, user)
            return JSONResponse(
                {
                    "revision": self._world.changes.revision,
                    **screen.places(),
                    **screen.surfaces(),
                    **self._offers(user),
                    "bot": {"user": bot.id, "name": bot.real_name, "running": running},
                }
            )

    def messages(self, asked: Asked) -> Response:
        """Give what has changed in a channel since a revision; nothing where somebody is not.

        A page hears a moment late that its person was taken out of the channel it shows.
        """
        user = asked.person(self._world)
        try:
            where = self._slack.client(user.handle).where(asked.text("channel"), None)
        except NotAllowed:
            return JSONResponse({"revision": 0, "messages": [], "gone": []})
        with self._world.changes.still():
            found = Screen(self._world, user).messages(where.channel, asked.number("since", 0))
            return JSONResponse(found)

    def _offers(self, user: User) -> Json:
        manifest = self._slack.manifest
        if user.team_id != self._world.team.id:
            return {"commands": [], "shortcuts": []}
        named = ("command", "description", "usage_hint")
        return {
            "commands": [
                {name: command.get(name, "") for name in named}
                for command in manifest.commands.values()
            ],
            "shortcuts": [vars(shortcut) for shortcut in manifest.shortcuts],
        }
