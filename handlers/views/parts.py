"""A part of the order: its file, what it is made of, and how far its upload is."""

from collections.abc import Mapping

from handlers.views.blocks import Block, button, section
from handlers.views.elements import option, overflow
from handlers.views.measures import doubts, size_or_unit
from handlers.views.sentences import explain
from handlers.views.text import counted, inert, listed, megabytes, money, named
from state.events.base import COLLECTING
from state.order import Order
from state.part import Analysing, Part, Ready, Unusable, Uploading, Waiting
from state.progress import Track

PART_MENU, ALL_PARTS = "part_menu", "all_parts"
REQUIRE = "require"
MOST_FINISHINGS = 3


def part_section(order: Order, part: Part, track: Track | None = None) -> Block:
    """Give the part's paragraph; while the order can be changed, with a menu to change the part."""
    text = "\n".join(filter(None, (_headline(part, track), _details(order, part), _problem(part))))
    block = section(text) | {"block_id": f"part:{order.id}:{part.id}"}
    changeable = order.phase.kind in COLLECTING
    return block | ({"accessory": _menu(order, part)} if changeable else {})


def pieces(order: Order) -> str:
    """Give `2 parts (7 pieces)`."""
    count = sum(part.answers.quantity for part in order.parts)
    return f"{counted(len(order.parts), 'part')} ({counted(count, 'piece')})"


def part_sections(order: Order, most: int, tracks: Mapping[str, Track]) -> list[Block]:
    """Give the first parts, and the way to the others when there are more than `most` of them."""
    shown = order.parts if len(order.parts) <= most else order.parts[: most - 1]
    sections = [part_section(order, part, tracks.get(part.id)) for part in shown]
    if len(order.parts) <= most:
        return sections
    left = len(order.parts) - (most - 1)
    more = section(f"… and {counted(left, 'more part')}")
    way = {"accessory": button("All parts", ALL_PARTS, order.id)}
    return [*sections, more | way]


def _menu(order: Order, part: Part) -> Block:
    entries = [option("Edit part", "edit"), option("Remove part", "remove")]
    if order.terms.forms:
        entries.append(option("Requirements", REQUIRE))
    if isinstance(part.upload, Unusable):
        entries.append(option("Send again", "retry"))
    return overflow(PART_MENU, entries)


def _headline(part: Part, track: Track | None) -> str:
    sign, words = _progress(part, track)
    return f"{sign} {named(part.file.name)} {words}"


def _progress(part: Part, track: Track | None) -> tuple[str, str]:
    match part.upload:
        case Waiting():
            return "🕓", "is waiting to be sent"
        case Uploading():
            return "📤", f"is being sent to 3YOURMIND{_how_far(track)}"
        case Analysing():
            return "🔎", "is being checked by 3YOURMIND"
        case Ready():
            return "✅", "is ready"
        case Unusable():
            return "⚠️", "cannot be used"


def _how_far(track: Track | None) -> str:
    """Give `, 45 % of 120 MB`; nothing before the first byte, so that short ways stay quiet."""
    if track is None or not track.sent:
        return ""
    return f", {100 * track.sent // track.size} % of {megabytes(track.size)}"


def _details(order: Order, part: Part) -> str:
    material = order.material_of(part)
    finishing = [inert(f.label, 100) for f in part.answers.finishing]
    due = part.answers.due_date
    return " · ".join(
        (
            inert(material.label, 150) if material else "no material yet",
            *([inert(part.answers.offer.label, 100)] if part.answers.offer else []),
            *([listed(finishing, MOST_FINISHINGS)] if finishing else []),
            _price(order, part),
            size_or_unit(order, part),
            *doubts(order, part),
            *([f"due {due.isoformat()}"] if due else []),
        )
    )


def _price(order: Order, part: Part) -> str:
    price, quantity = order.price_of(part), part.answers.quantity
    if not order.terms.abilities.sets_prices:
        return counted(quantity, "piece")
    if price is None:
        return f"{counted(quantity, 'piece')}, no price yet"
    return f"{quantity:,} × {money(price, order.terms.currency)}"


def _problem(part: Part) -> str:
    return explain(part.upload.problem) if isinstance(part.upload, Unusable) else ""
