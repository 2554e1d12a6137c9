"""Every listener of the bot, registered in one place."""

from slack_bolt import App

from handlers.buttons import Buttons
from handlers.commands import Commands
from handlers.errors import Errors
from handlers.forms import Forms
from handlers.messages import Messages
from handlers.office import Office
from handlers.seen import Seen
from handlers.submissions import Submissions


def register(app: App, office: Office, seen: Seen) -> None:
    """Register all listeners; Bolt tries them in this order, so the most frequent come first."""
    Forms(office).register(app)
    Messages(office, seen).register(app)
    Buttons(office).register(app)
    Submissions(office).register(app)
    Commands(office).register(app)
    Errors(office).register(app)
