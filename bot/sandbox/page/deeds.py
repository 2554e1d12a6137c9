"""What people do on the page, done as the Slack client of the person who does it."""

from starlette.routing import Route

from bot.sandbox.page.asked import Asked, doing, sentence
from bot.sandbox.slack.persons.client import Client
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.outcomes import NotOnScreen
from bot.sandbox.slack.persons.sight import Spot
from bot.sandbox.slack.persons.talking import Where
from bot.sandbox.slack.wire import Json
from bot.sandbox.slack.workspace import Workspace


class Deeds:
    """The addresses to which the page posts what somebody does in Slack.

    They answer once the bot has acknowledged, which takes it up to three seconds.
    """

    def __init__(self, slack: Workspace) -> None:
        self._slack = slack

    def routes(self) -> list[Route]:
        """Give a route for each deed."""
        deeds = {
            "command": self.command,
            "say": self.say,
            "edit": self.edit,
            "delete": self.delete,
            "act": self.act,
            "value": self.value,
            "options": self.options,
            "submit": self.submit,
            "close": self.close,
            "shortcut": self.shortcut,
            "message_shortcut": self.message_shortcut,
            "home": self.home,
        }
        return [
            Route(f"/api/{name}", doing(deed), methods=["POST"]) for name, deed in deeds.items()
        ]

    def command(self, asked: Asked) -> None:
        """Give a slash command."""
        client = self._client(asked)
        text = asked.text_or_none("text") or ""
        client.command(_where(client, asked), asked.text("command"), text)

    def say(self, asked: Asked) -> Json:
        """Post a message; gives its timestamp."""
        client = self._client(asked)
        text = asked.text_or_none("text") or ""
        said = client.say(_where(client, asked), text, asked.texts("files"))
        return {"ts": said.message.ts}

    def edit(self, asked: Asked) -> None:
        """Change an own message."""
        client = self._client(asked)
        client.edit(_message(client, asked), asked.text("text"))

    def delete(self, asked: Asked) -> None:
        """Delete an own message."""
        client = self._client(asked)
        client.delete(_message(client, asked))

    def act(self, asked: Asked) -> None:
        """Click an element, or choose in it."""
        client = self._client(asked)
        client.act(_spot(client, asked, asked.part("where")), asked.value("value"))

    def value(self, asked: Asked) -> None:
        """Type into a field of a modal, or attach files to it."""
        client = self._client(asked)
        client.fill(_spot(client, asked, asked), asked.value("value"))

    def options(self, asked: Asked) -> Json:
        """Type into a select that the bot has the options of; gives those."""
        client = self._client(asked)
        try:
            spot = _spot(client, asked, asked.part("where"))
            return client.options(spot, asked.text_or_none("query") or "")
        except NotOnScreen as gone:
            # A form may change while one of its lists is open: an everyday thing, no error. The
            # page hears of the change in the next moment, and the list goes with its element.
            return {"options": [], "option_groups": [], "error": sentence(str(gone))}

    def submit(self, asked: Asked) -> None:
        """Submit the modal on top."""
        self._client(asked).submit(asked.text("view"))

    def close(self, asked: Asked) -> None:
        """Close the modal on top, or all."""
        client = self._client(asked)
        close = client.close_all if asked.flag("all") else client.close
        close(asked.text("view"))

    def shortcut(self, asked: Asked) -> None:
        """Use a shortcut of the global menu."""
        self._client(asked).shortcut(asked.text("name"))

    def message_shortcut(self, asked: Asked) -> None:
        """Use a shortcut of the menu of a message."""
        client = self._client(asked)
        client.message_shortcut(asked.text("name"), _message(client, asked))

    def home(self, asked: Asked) -> None:
        """Look at the bot's Home tab."""
        self._client(asked).open_home()

    def _client(self, asked: Asked) -> Client:
        return self._slack.client(asked.person(self._slack.world).handle)


def _where(client: Client, asked: Asked) -> Where:
    return client.where(asked.text("channel"), asked.text_or_none("thread_ts"))


def _message(client: Client, asked: Asked) -> MessageView:
    return client.message(asked.text("channel"), asked.text("ts"))


def _spot(client: Client, asked: Asked, where: Asked) -> Spot:
    view_id = where.text_or_none("view")
    surface = client.view(view_id) if view_id else _message(client, where)
    return client.spot(surface, asked.text("block_id"), asked.text("action_id"))
