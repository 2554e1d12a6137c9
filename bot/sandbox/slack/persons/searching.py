"""Typing into a select whose options come from the bot."""

from typing import Any

from bot.sandbox.slack.blockkit.surfaces import option_problems
from bot.sandbox.slack.delivery.parcels import Parcel
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.modal_view import ModalView, offered
from bot.sandbox.slack.persons.outcomes import BotMistake
from bot.sandbox.slack.persons.sight import Sight, Spot
from bot.sandbox.slack.wire import Json

SHORTEST_QUERY = 3


def suggested(sight: Sight, spot: Spot, typed: str) -> list[Json]:
    """Give the options the bot offers for what was typed; none when it is slow, as in Slack.

    Raises:
        BotMistake: the answer is not a list of options Slack would show.
    """
    return offered(searched(sight, spot, typed) or {})


def searched(sight: Sight, spot: Spot, typed: str) -> Json | None:
    """Give the bot's whole answer to what was typed, with options or groups of them.

    It has no options for what is too short to ask the bot, and is None when the bot did not answer.

    Raises:
        BotMistake: the answer is not a list of options Slack would show.
    """
    if len(typed) < spot.place.element.get("min_query_length", SHORTEST_QUERY):
        return {"options": []}
    with sight.slack.world.changes.still():
        parcel = _parcel(sight, spot, typed)
    delivery = sight.slack.courier.deliver(parcel)
    return None if delivery.error else _checked(delivery.answer)


def _parcel(sight: Sight, spot: Spot, typed: str) -> Parcel:
    build = sight.slack.interactions
    match spot.surface:
        case ModalView(view=view):
            return build.search_in_view(view, spot.place, typed)
        case MessageView(message=message):
            return build.search_in_message(sight.user, message, spot.place, typed)


def _checked(answer: Any) -> Json:
    if not isinstance(answer, dict) or not set(answer) & {"options", "option_groups"}:
        raise BotMistake(f"an answer to a search has options, not {answer!r}")
    if found := option_problems(answer):
        raise BotMistake(f"Slack shows none of these options: {found}")
    return answer
