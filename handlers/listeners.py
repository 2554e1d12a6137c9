"""Every listener of the bot, registered in one place."""

from slack_bolt import App

from handlers.addresses import Addresses
from handlers.buttons import Buttons
from handlers.commands import Commands
from handlers.entrances import Entrances
from handlers.errors import Errors
from handlers.forms import Forms
from handlers.messages import Messages
from handlers.office import Office
from handlers.seen import Seen
from handlers.submissions import Submissions


def register(app: App, office: Office, seen: Seen) -> None:
    """Register all listeners; Bolt tries them in this order, so the most frequent come first."""
    ways = Entrances(app, office.access, office.talk)
    Forms(office).register(ways)
    Messages(office, seen).register(ways)
    Buttons(office).register(ways)
    Submissions(office).register(ways)
    Addresses(office).register(ways)
    Commands(office).register(ways)
    Errors(office).register(app)
