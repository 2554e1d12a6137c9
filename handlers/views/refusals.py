"""Why somebody may not do something, and whom to ask; all of it mrkdwn."""

from collections.abc import Sequence

from handlers.views.text import mentions
from state.rights import Right

NO_LIST = "Sorry, you may not see this list."
"""For an entry of a list, which is short and mentions nobody."""
_WORDS = {
    Right.ORDER: "make or change orders",
    Right.ADD_FILES: "add files to orders",
    Right.LOOK_UP: "look up orders",
    Right.RESOLVE: "settle orders",
    Right.ADMINISTER: "see everybody's orders",
}


def outsider(admins: Sequence[str]) -> str:
    """Say that orders are for members of the workspace only."""
    return f"Sorry, only people of this workspace can do this. {_ask(admins)}"


def guest(admins: Sequence[str]) -> str:
    """Say that guests may not."""
    return f"Sorry, guests of this workspace cannot do this. {_ask(admins)}"


def not_allowed(right: Right, admins: Sequence[str]) -> str:
    """Say which right is missing."""
    return f"Sorry, you may not {_WORDS[right]} here. {_ask(admins)}"


def shared_channel(admins: Sequence[str]) -> str:
    """Say that others would read along."""
    return (
        "This channel is shared with another organisation, which would read names and prices of "
        f"customers. Please do this in a channel of your own. {_ask(admins)}"
    )


def cannot_check(admins: Sequence[str]) -> str:
    """Say that Slack did not tell whether the person may."""
    return (
        "Slack does not tell me at the moment whether you may do this, so I do nothing. Nothing is "
        f"lost: please try again in a minute. {_ask(admins, 'If it stays like this, ')}"
    )


def _ask(admins: Sequence[str], when: str = "") -> str:
    whom = mentions(*admins) or "whoever runs Printdesk"
    return f"{when}please ask {whom}." if when else f"Please ask {whom}."
