"""The forms: a whole order, one of its parts, and the number of an order that was found."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field

from handlers.views import elements
from handlers.views.blocks import Block, actions, alert, button, context, form, modal, section
from handlers.views.form import fresh, inputs
from handlers.views.offers import carried
from handlers.views.parts import part_section, pieces
from handlers.views.text import counted, inert, listed, named, plainly
from handlers.views.whereabouts import card_will_be
from state.abilities import CUSTOMARY, Abilities
from state.form import Answers, Form, Kind, Line, PartAnswers, Question
from state.money import Money
from state.order import Order
from state.part import Part, SharedFile
from state.record import Record
from state.requirements import filled_in

ORDER_FORM, PART_FORM, NUMBER_FORM = "order_form", "part_form", "number_form"
REQUIREMENTS_FORM = "requirements_form"
SAME_FILES = "same_files"
NEW_ADDRESS = "new_address"
_OF_THIS_ORDER = frozenset({"customer", "due_date", "reference", "instructions", "voucher"})


class Draft(Record):
    """What a form is about; travels as `private_metadata`, so whoever reads it checks again."""

    order: str
    channel: str
    new: bool = False
    part: str | None = None
    like: str | None = None
    """The order whose parts the new one may take over."""
    bundle: str = ""
    """Where the files are kept that the order begins with."""
    knows: str = ""
    """The order of which the form says that it has the same files."""
    says_where: bool = False
    """Whether the form says where the card will be, as it was opened in no channel."""
    proposed: dict[str, Money] = Field(default_factory=dict)
    """The prices that the form proposes: whoever left one as it is has not chosen it."""
    abilities: Abilities = CUSTOMARY
    """Those of the desk, so that the form is shown again as it was."""
    filled: dict[str, str] = Field(default_factory=dict)
    """Answers that were filled in while the form was open, by field; see `fresh`."""

    @classmethod
    def of(cls, order: Order) -> Self:
        """Give the draft of an order that stands."""
        return cls(order=order.id, channel=order.spot.channel, abilities=order.terms.abilities)


class FoundOrder(Form):
    """What is asked when somebody found the order at 3YOURMIND."""

    number: Annotated[
        Line,
        Question(
            "Order number",
            Kind.LINE,
            hint="As 3YOURMIND shows it, such as 100001.",
            required=True,
        ),
    ] = ""


def order_form(
    answers: Answers,
    draft: Draft,
    note: str = "",
    parts: Sequence[Part] = (),
    files: Sequence[SharedFile] = (),
) -> Block:
    """Give the form of a new order or of one that stands; `note` is mrkdwn, as sentences are.

    `parts` are those of another order, which a new one may take over; `files` come with the form.
    """
    title = "New print order" if draft.new else "Edit order"
    blocks = [
        *([alert(note)] if note else []),
        *([context(card_will_be(draft.channel))] if draft.says_where else []),
        *([carried(files)] if files else []),
        *([_same_files(parts)] if parts else []),
        *fresh(
            inputs(
                answers, "order", _belonging(answers) | _priced(draft.proposed), draft.abilities
            ),
            draft.filled,
        ),
        *([_new_address(draft)] if draft.abilities.creates_addresses else []),
        *([_files()] if draft.new else []),
    ]
    submit = "Create order" if draft.new else "Save"
    return form(ORDER_FORM, title, submit, blocks, draft.model_dump_json())


def part_form(
    order: Order,
    part: Part,
    answers: PartAnswers,
    proposed: Mapping[str, Decimal] = MappingProxyType({}),
) -> Block:
    """Give the form of one part, filled with these answers; `proposed` is as in `Draft`."""
    material = answers.material or order.answers.material
    key = material.key if material else None
    of = dict.fromkeys(("offer", "finishing"), key) | _priced(proposed)
    draft = Draft.of(order).but(part=part.id, proposed=dict(proposed))
    asked = inputs(answers, "part", of, order.terms.abilities)
    blocks = [context(named(part.file.name)), *asked]
    return form(PART_FORM, "Edit part", "Save", blocks, draft.model_dump_json())


def parts_list(order: Order) -> Block:
    """Give a window with every part of an order, each with its menu while it can be changed."""
    sections = [part_section(order, part) for part in order.parts]
    return modal("All parts", [context(pieces(order)), *sections])


def requirements_form(order: Order, part: Part) -> Block:
    """Give what the organisation wants to know of a part, filled with what was answered."""
    asked = filled_in(order.terms.forms, part.requirements)
    blocks = [context(named(part.file.name)), *inputs(asked, "requirements", {})]
    data = Draft.of(order).but(part=part.id).model_dump_json()
    return form(REQUIREMENTS_FORM, "Requirements", "Save", blocks, data)


def number_form(order: Order) -> Block:
    """Give the form that asks for the number under which the order was found."""
    draft = Draft.of(order)
    asked = (
        f"Please look for {inert(order.id)} in 3YOURMIND, in the reference of its newest orders, "
        "and enter the number of the order that you find."
    )
    blocks = [section(asked), *inputs(FoundOrder(), "found", {})]
    return form(NUMBER_FORM, "Order found", "Save", blocks, draft.model_dump_json())


def message_form(text: str) -> Block:
    """Give a window that says something instead of the form; the text is mrkdwn."""
    return modal("Printdesk", [section(text)])


def _belonging(answers: Answers) -> dict[str, str | None]:
    """Let another customer bring other answers, except for the words about this order alone."""
    key = answers.customer.key if answers.customer else None
    return {field: key for field in Answers.questions() if field not in _OF_THIS_ORDER}


def _same_files(parts: Sequence[Part]) -> Block:
    names = listed([plainly(part.file.name, 60) for part in parts])
    box = elements.tick(
        SAME_FILES, f"Use the same {counted(len(parts), 'file')}", "yes", ticked=True
    )
    return elements.input_block(
        f"{SAME_FILES}@", "Parts", box, hint=f"{names}, as they were ordered.", optional=True
    )


def _priced(proposed: Mapping[str, Decimal]) -> dict[str, str | None]:
    """Let another proposal come in place of the one that Slack still shows."""
    return {field: f"proposed {price}" for field, price in proposed.items()}


def _new_address(draft: Draft) -> Block:
    return actions("new_address", [button("New address", NEW_ADDRESS, draft.order)])


def _files() -> Block:
    hint = "At most 10 files of 10 MB each. Drop bigger ones into the order's thread afterwards."
    return elements.input_block(
        "files@", "Files", elements.file_input("order.files"), hint=hint, optional=True
    )
