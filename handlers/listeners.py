"""Every listener of the bot, registered in one place."""

from typing import Protocol

from slack_bolt import App

from handlers.addresses import Addresses
from handlers.anywhere import Anywhere
from handlers.buttons import Buttons
from handlers.commands import Commands
from handlers.deletions import Deletions
from handlers.duplicates import Duplicates
from handlers.entrances import Entrances
from handlers.errors import Errors
from handlers.floods import Allowance, Floods
from handlers.forms import Forms
from handlers.home import HomeTab
from handlers.looking_up import LookUps
from handlers.mentions import Mentions
from handlers.messages import Messages
from handlers.offers import Offers
from handlers.office import Office
from handlers.parts import Parts
from handlers.seen import Seen
from handlers.shortcuts import Shortcuts
from handlers.submissions import Submissions
from handlers.threads import Threads


class Listening(Protocol):
    """Something that listens by itself, as others have to know it, too."""

    def register(self, ways: Entrances) -> None:
        """Register what it listens for."""
        ...


def register(
    app: App,
    office: Office,
    seen: Seen,
    allowance: Allowance,
    home: HomeTab,
    *others: Listening,
) -> None:
    """Register everything that the bot hears, and what becomes of its errors."""
    ways = Entrances(app, office.access, office.talk, Floods(allowance))
    listen(ways, office, seen, home, *others)
    Errors(office).register(app)


def listen(ways: Entrances, office: Office, seen: Seen, home: HomeTab, *others: Listening) -> None:
    """Register all listeners; those for events are tried in this order, the most frequent first."""
    threads = Threads(office)
    Forms(office).register(ways)
    Deletions(office).register(ways)
    Mentions(Offers(office), seen, threads).register(ways)
    Messages(Offers(office), seen, threads).register(ways)
    Buttons(office, home.pressed).register(ways)
    Offers(office).register(ways)
    Duplicates(office).register(ways)
    Shortcuts(office).register(ways)
    Parts(office).register(ways)
    Submissions(office).register(ways)
    Addresses(office).register(ways)
    Commands(office).register(ways)
    LookUps(office).register(ways)
    Anywhere(office).register(ways)
    for other in (home, *others):
        other.register(ways)
    ways.open()
