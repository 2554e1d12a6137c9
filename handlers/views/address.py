"""The form of a new address, and what is shown while and after it is saved."""

from collections.abc import Mapping, Sequence

from handlers.views.blocks import Block, alert, context, form, modal, named, section
from handlers.views.form import field_of, inputs
from handlers.views.modals import Draft
from handlers.views.sentences import explain
from handlers.views.text import inert
from state.address import NewAddress
from state.form import Answers
from state.problems import Problem
from state.record import Choice, Record

ADDRESS_FORM = "address_form"
_WORDS = ("reference", "instructions", "voucher")
"""Answers that Slack keeps by itself while another form lies on top; they can be long."""


class AddressDraft(Record):
    """For which order form an address is; travels as `private_metadata`."""

    order: Draft
    answers: Answers

    def brief(self) -> str:
        """Give it as `private_metadata`, which holds 3000 characters."""
        answers = self.answers.but(**dict.fromkeys(_WORDS, ""))
        return self.but(answers=answers).model_dump_json(exclude_defaults=True)


def address_form(address: NewAddress, draft: AddressDraft, problem: Problem | None = None) -> Block:
    """Give the form, with what 3YOURMIND had against it: at the fields it names, the rest above."""
    said = problem.fields if problem else {}
    asked = inputs(address, "address", {})
    blocks = [block for one in asked for block in (*_complaint(one, said), one)]
    top = [alert(explain(_about_no_field(problem)))] if problem else []
    return form(ADDRESS_FORM, "New address", "Save address", [*top, *blocks], draft.brief())


def saving_form(name: str) -> Block:
    """Give what is shown, as a window of this name, until 3YOURMIND has answered."""
    text = "⏳ The address is being saved at 3YOURMIND …"
    return named(name, modal("New address", [section(text)]))


def saved_form(choice: Choice) -> Block:
    """Give what is shown when the address is saved and chosen."""
    text = f"✅ Saved, and chosen for this order: {inert(choice.label, 150)}."
    return modal("New address", [section(text), context("Close this window to go on.")])


def _complaint(block: Block, said: Mapping[str, Sequence[str]]) -> list[Block]:
    messages = said.get(field_of(block["block_id"]), ())
    return [alert(f"“{inert(' '.join(messages), 300)}”", "error")] if messages else []


def _about_no_field(problem: Problem) -> Problem:
    rest = {n: m for n, m in problem.fields.items() if n not in NewAddress.questions()}
    return problem.but(fields=rest)
