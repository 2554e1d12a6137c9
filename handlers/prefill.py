"""What the form answers by itself once the customer is known; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from state.form import Answers, Source
from state.record import Choice


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a customer: the lists that apply, the default address, the last answers."""

    lists: Mapping[Source, tuple[Choice, ...]]
    address: str | None = None
    last: Answers | None = None


REMEMBERED = ("billing_address", "shipping_address", "delivery", "payment", "material")
"""The answers that an earlier order of the same customer suggests."""


def prefilled(answers: Answers, facts: Facts) -> Answers:
    """Fill in what is still open: as in the last order, the default address, or the only choice."""
    guesses = {name: _guess(name, facts) for name in REMEMBERED if getattr(answers, name) is None}
    return answers.but(**{name: guess for name, guess in guesses.items() if guess is not None})


def _guess(name: str, facts: Facts) -> Choice | None:
    source = Answers.questions()[name].source
    offered = facts.lists.get(source, ()) if source else ()
    last = getattr(facts.last, name) if facts.last else None
    wanted = [last.key if last else None, facts.address if source is Source.ADDRESSES else None]
    by_key = {choice.key: choice for choice in offered}
    hits = [by_key[key] for key in wanted if key in by_key]
    return hits[0] if hits else offered[0] if len(offered) == 1 else None
