"""What the thread asks or tells about files afterwards: there twice, or deleted in Slack."""

from handlers.views.blocks import Block, actions, button
from handlers.views.text import code, mention
from state.duplicates import twins
from state.events import EVENT, DuplicateSettled
from state.events.base import COLLECTING
from state.order import Order
from state.part import Part, Uploading

KEEP_BOTH, REMOVE_SECOND = "keep_both", "remove_second"


def doubt(order: Order, index: int) -> str:
    """Ask whether two parts are wanted that entry `index` shows to be the same; mrkdwn."""
    pair = twins(order, index)
    if pair is None or order.phase.kind not in COLLECTING:
        return ""
    first, second = (code(part.file.name) for part in pair)
    what = f"{first} is in this order twice" if first == second else f"{second} is {first} again"
    return (
        f"❓ {mention(pair.second.by)} {what}: the content is the same. Is that what you want? "
        "To print more pieces of one part, change its quantity with *Edit part*."
    )


def choices(order: Order, index: int) -> list[Block]:
    """Give the two answers to a doubt, as a row of buttons; nothing where there is no doubt."""
    pair = twins(order, index)
    if pair is None or not doubt(order, index):
        return []
    value = f"{order.id} {pair.second.id}"
    keep = button("Keep both", KEEP_BOTH, value)
    return [actions("doubt", [keep, button("Remove the second", REMOVE_SECOND, value, "danger")])]


def settled(order: Order, part: str) -> str:
    """Say what was answered to a doubt, in its place; mrkdwn."""
    events = (EVENT.validate_python(entry.event) for entry in reversed(order.history))
    answers = (e for e in events if isinstance(e, DuplicateSettled) and e.part == part)
    answer = next(answers)
    done = "keeps both" if answer.keep else "removed the second"
    return f"The same file came twice: {mention(answer.by)} {done}."


def withdrawn(part: Part) -> str:
    """Say that the file of a part that has been sent is gone from Slack; mrkdwn."""
    sent = isinstance(part.upload, Uploading)
    where = "it is already on its way to 3YOURMIND" if sent else "3YOURMIND has it already"
    return (
        f"🗑️ {code(part.file.name)} was deleted in Slack, but {where}, so it stays in this order. "
        "If it is not wanted any more, *Remove part* is in its menu on the card."
    )
