"""The one message of a part in the thread: its picture, what was found, and perhaps a question."""

from collections.abc import Mapping

from handlers.views.blocks import Answer, Block, actions, button, picture, section
from handlers.views.findings import in_a_sentence
from handlers.views.measures import in_millimetres, measures
from handlers.views.text import clean, code, counted, cut, listed, megabytes, mention
from state.events import EVENT, AnyEvent, PartEdited, UnitAnswered
from state.facts import Facts, Format
from state.form import Unit
from state.order import Order
from state.part import Part
from state.sizes import doubted, suspicion
from state.units import Suspicion

UNIT_IS = "unit_is"
MOST_LISTED = 12
LONGEST_ALT = 500
NAMES: Mapping[Unit, str] = {"mm": "millimetres", "inch": "inches"}


def found(order: Order, part: Part, remembered: Unit | None = None) -> Answer | None:
    """Tell what was found in a part's file; `None` where nothing is worth telling.

    `remembered` is the unit that was last said of a file for this customer.
    """
    if part.facts is None:
        return None
    text = "\n".join(filter(None, _lines(order, part, part.facts, remembered)))
    drawn = [picture(part.picture, _alternative(order, part, part.facts))] if part.picture else []
    return {
        "text": text,
        "blocks": [section(text), *drawn, *_question(order, part, part.facts, remembered)],
    }


def too_large(order: Order, part: Part) -> str:
    """Say that a file is too large for a look, and what nobody has checked then; mrkdwn."""
    drawn = NAMES[order.unit_of(part)]
    return (
        f"📐 {code(part.file.name)} has {megabytes(part.file.size)}, which is too large for me to "
        f"measure and draw. That does not hold it up. Please check its unit: it goes as drawn in "
        f"{drawn}, and *Edit part* in its menu on the card changes that."
    )


def settled(order: Order, part_id: str) -> str:
    """Say to somebody who was late what became of the question; mrkdwn."""
    if (part := order.part(part_id)) is None:
        return "That part is not in the order any more."
    if part.answers.unit is None:
        return "This order has changed meanwhile. Please have another look at its card."
    said = f"{_answer(order, part)} *Edit part* in its menu on the card changes that."
    return f"{code(part.file.name)}: {said}"


def _lines(order: Order, part: Part, facts: Facts, remembered: Unit | None) -> list[str]:
    return [
        f"📐 {code(part.file.name)} {measures(order, part, facts)}",
        _contents(facts),
        _unread(facts),
        *(f"⚠️ {in_a_sentence(finding)}" for finding in facts.findings),
        _odd_size(order, part),
        _asked(order, part, remembered),
        _answer(order, part),
    ]


def _contents(facts: Facts) -> str:
    if not facts.contents:
        return ""
    names = [code(name, 60) for name in facts.contents[:MOST_LISTED]]
    count = max(facts.files or 0, len(facts.contents))
    more = [f"{count - len(names):,} more"] if count > len(names) else []
    return f"📦 {counted(count, 'file')} in it: {listed([*names, *more], MOST_LISTED + 1)}."


def _unread(facts: Facts) -> str:
    """Say so of a file that is of a known kind, and of which nothing else is known."""
    if facts.size or facts.findings or facts.contents or facts.format is Format.STEP:
        return ""
    return (
        "⚠️ I cannot read it: it is damaged or empty, or describes more than I look at. "
        "That does not hold it up; 3YOURMIND checks it as well."
    )


def _odd_size(order: Order, part: Part) -> str:
    match suspicion(order, part):
        case Suspicion.METRES:
            return (
                "⚠️ That is tiny. Perhaps it was drawn in metres, which 3YOURMIND does not take: "
                "please ask for a file in millimetres."
            )
        case Suspicion.TOO_LARGE:
            return "⚠️ That is larger than most printers can print. Please check its unit."
        case _:
            return ""


def _asked(order: Order, part: Part, remembered: Unit | None) -> str:
    if (likelier := doubted(order, part)) is None:
        return ""
    asked = f"❓ The file does not state its unit. Was it drawn in {NAMES[likelier]}?"
    last = f" Last time, this customer's file was in {NAMES[remembered]}." if remembered else ""
    return asked + last


def _answer(order: Order, part: Part) -> str:
    unit = part.answers.unit
    facts = part.facts
    if unit is None or (facts is not None and facts.mm_per_unit is not None):
        return ""
    return f"{mention(_who_said(order, part))} said that it was drawn in {NAMES[unit]}."


def _who_said(order: Order, part: Part) -> str:
    unit: Unit | None = None
    who = part.by
    for entry in order.history:
        if entry.event.get("part") == part.id:
            said = _unit_in(EVENT.validate_python(entry.event), unit)
            unit, who = said, who if said == unit else entry.by
    return who


def _unit_in(event: AnyEvent, before: Unit | None) -> Unit | None:
    match event:
        case UnitAnswered(unit=unit):
            return unit
        case PartEdited(answers=answers):
            return answers.unit
        case _:
            return before


def _question(order: Order, part: Part, facts: Facts, remembered: Unit | None) -> list[Block]:
    if (likelier := doubted(order, part)) is None:
        return []
    proposed = remembered or likelier
    return [actions("unit", [_choice(order, part, facts, unit, proposed) for unit in NAMES])]


def _choice(order: Order, part: Part, facts: Facts, unit: Unit, proposed: Unit) -> Block:
    label = f"{unit}: {in_millimetres(facts, unit)}"
    style = "primary" if unit == proposed else None
    return button(label, f"{UNIT_IS}.{unit}", f"{order.id} {part.id} {unit}", style)


def _alternative(order: Order, part: Part, facts: Facts) -> str:
    words = f"Picture of {clean(part.file.name)}, {measures(order, part, facts)}"
    return cut(words, LONGEST_ALT)
