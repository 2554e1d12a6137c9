"""What is said about an export of orders; all of it mrkdwn."""

from handlers.views.text import code, counted
from state.ledger import Days

EXAMPLE = (
    "Give the first and the last day like this: `/order-export 2026-01-01 2026-01-31`. "
    "With one day it goes from then until today, without any it is the last 30 days."
)
BUSY = "I am putting another export together. Nothing is lost: please try again in a minute."
NOT_HANDED_OVER = (
    "Slack did not take the file, so there is no export. Please try again in a few minutes. If it "
    "stays like this, tell whoever runs Printdesk that it needs the permission `files:write`."
)


def no_days(text: str) -> str:
    """Say that the words behind the command name no days."""
    return f"I cannot read days in {code(text, 100)}. {EXAMPLE}"


def backwards(days: Days) -> str:
    """Say that the last day comes before the first."""
    return f"{days.last} is before {days.first}. {EXAMPLE}"


def begun(days: Days) -> str:
    """Say where the file comes to."""
    return f"I am putting the orders {_of(days)} together. The file comes to our conversation."


def nothing(days: Days, *, everybodys: bool) -> str:
    """Say that there is nothing to export."""
    none = "Nobody has started an order" if everybodys else "You have started no order"
    return f"{none} {_of(days)}, so there is no file."


def with_the_file(count: int, days: Days, *, everybodys: bool) -> str:
    """Say what is in the file."""
    whose = "everybody" if everybodys else "yours"
    return f"📄 {counted(count, 'order')} of {whose}, started {_of(days)} (days of UTC)."


def _of(days: Days) -> str:
    return f"from {days.first} to {days.last}"
