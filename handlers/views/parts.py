"""A part of the order: its file, what it is made of, and how far its upload is."""

from handlers.views.blocks import Block, section
from handlers.views.elements import option, overflow
from handlers.views.sentences import explain
from handlers.views.text import code, counted, inert, listed, money
from state.events.base import COLLECTING
from state.order import Order
from state.part import Analysing, Part, Ready, Unusable, Uploading, Waiting

PART_MENU = "part_menu"
REQUIRE = "require"
MOST_FINISHINGS = 3


def part_section(order: Order, part: Part) -> Block:
    """Give the part's paragraph; while the order can be changed, with a menu to change the part."""
    text = "\n".join(filter(None, (_headline(part), _details(order, part), _problem(part))))
    block = section(text) | {"block_id": f"part:{order.id}:{part.id}"}
    changeable = order.phase.kind in COLLECTING
    return block | ({"accessory": _menu(order, part)} if changeable else {})


def pieces(order: Order) -> str:
    """Give `2 parts (7 pieces)`."""
    count = sum(part.answers.quantity for part in order.parts)
    return f"{counted(len(order.parts), 'part')} ({counted(count, 'piece')})"


def _menu(order: Order, part: Part) -> Block:
    entries = [option("Edit part", "edit"), option("Remove part", "remove")]
    if order.terms.forms:
        entries.append(option("Requirements", REQUIRE))
    if isinstance(part.upload, Unusable):
        entries.append(option("Send again", "retry"))
    return overflow(PART_MENU, entries)


def _headline(part: Part) -> str:
    sign, words = _progress(part)
    return f"{sign} {code(part.file.name)} {words}"


def _progress(part: Part) -> tuple[str, str]:
    match part.upload:
        case Waiting():
            return "🕓", "is waiting to be sent"
        case Uploading():
            return "📤", "is being sent to 3YOURMIND"
        case Analysing():
            return "🔎", "is being checked by 3YOURMIND"
        case Ready():
            return "✅", "is ready"
        case Unusable():
            return "⚠️", "cannot be used"


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
            order.unit_of(part),
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
