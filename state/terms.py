"""The terms by which an order is found: what people know it by, folded; pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from state.store import Doc, Vocabulary

COLLECTING = ("collecting", "failed")
UNFINISHED = ("collecting", "placing", "failed", "needs_human")
MOST_TERMS = 250
LONGEST = 80
MOST_TEXTS = 1_000
"""As many are remembered as folded."""
MOST_WORDS = 8
"""Of a question; an order has more."""
_WORD = re.compile(r"[^\W_]+")
_EMAIL = re.compile(r"[^\s<>,;()]+@[^\s<>,;()]+")
_LONGEST_READ = 400


def folded(text: str) -> str:
    """Give a text as terms are compared: no capitals, accents or unseen letters; cut to length."""
    return _flat(text)[:LONGEST].rstrip()


@lru_cache(MOST_TEXTS)
def words(text: str) -> tuple[str, ...]:
    """Give the words of a text, folded; single letters are none."""
    found = (word[:LONGEST] for word in _WORD.findall(_flat(text)))
    return tuple(word for word in found if len(word) > 1 or not word.isascii())


def asked(text: str) -> list[str]:
    """Give the words of a question, each once."""
    return list(dict.fromkeys(words(text)))[:MOST_WORDS]


def emails(text: str) -> list[str]:
    """Give the e-mail addresses in a text, folded."""
    return [folded(email) for email in _EMAIL.findall(text[:_LONGEST_READ])]


def open_with(person_or_channel: str) -> str:
    """Name what is not finished yet and was started by this person, or in this channel."""
    # No term that people can type has capitals.
    return f"OPEN {person_or_channel}"


def placed_for(customer: str) -> str:
    """Name what was placed for a customer."""
    return f"PLACED {customer}"


def placed_by(owner: str) -> str:
    """Name what was placed and started by this person."""
    return f"PLACED BY {owner}"


def made_for(customer: str) -> str:
    """Name what is or was made for a customer."""
    return f"FOR {customer}"


def can_take(part: str) -> str:
    """Name what has this part and can still be changed."""
    return f"PART {part}"


def numbered(number: str) -> str:
    """Name what has this order number, or this id."""
    return f"NUMBER {folded(number)}"


def order_terms(doc: Doc) -> list[str]:
    """Give the terms of an order, the most telling first; never more than `MOST_TERMS`."""
    every = (*_ours(doc), *_numbers(doc), *_answers(doc["answers"]), *_files(doc["parts"]))
    return list(islice(dict.fromkeys(filter(None, every)), MOST_TERMS))


def decisive(doc: Doc) -> object:
    """Give all of an order that its terms depend on: most events change nothing of it."""
    phase, answers = doc["phase"], doc["answers"]
    files = [(part["id"], part["file"]["name"]) for part in doc["parts"]]
    ours = (doc["id"], doc["owner"], doc["spot"]["channel"], phase["kind"], phase.get("number"))
    files = [(part["id"], part["file"]["name"]) for part in doc["parts"]]
    return ours, answers["reference"], answers["customer"], files


VOCABULARY = Vocabulary(1, order_terms, decisive)


# An order has many events, and its names are folded at each of them.
@lru_cache(MOST_TEXTS)
def _flat(text: str) -> str:
    if text.isascii() and text.isprintable():
        # Nearly every text, at a tenth of the time.
        return " ".join(text[:_LONGEST_READ].lower().split())
    apart = unicodedata.normalize("NFKD", text[:_LONGEST_READ].casefold())
    seen = (" " if c.isspace() else c for c in apart if c.isspace() or _is_seen(c))
    return " ".join("".join(seen).casefold().split())


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] != "C" and not unicodedata.combining(letter)


def _ours(doc: Doc) -> Iterator[str]:
    phase, customer = doc["phase"], doc["answers"]["customer"]
    if phase["kind"] in UNFINISHED:
        yield open_with(doc["owner"])
        yield open_with(doc["spot"]["channel"])
    yield numbered(doc["id"])
    if phase["kind"] in COLLECTING:
        yield from (can_take(part["id"]) for part in doc["parts"])
    if customer is not None:
        yield made_for(customer["key"])
    if phase["kind"] == "placed":
        yield numbered(phase["number"])
        yield placed_by(doc["owner"])
        if customer is not None:
            yield placed_for(customer["key"])


def _numbers(doc: Doc) -> Iterator[str]:
    for number in (doc["phase"].get("number", ""), doc["id"]):
        yield folded(number)
        # `100001` of `100001-3D-Project-O1`; what is left of `PD-7MASG2Y` without its beginning.
        yield from words(number.removeprefix("PD-"))[:1]


def _answers(answers: Any) -> Iterator[str]:
    yield folded(answers["reference"])
    yield from words(answers["reference"])
    if (customer := answers["customer"]) is not None:
        yield from emails(customer["label"])
        yield from words(customer["label"])


def _files(parts: Iterable[Any]) -> Iterator[str]:
    names = [part["file"]["name"] for part in parts]
    for name in names:
        yield folded(name)
        yield folded(_without_extension(name))
    for name in names:
        yield from words(_without_extension(name))


def _without_extension(name: str) -> str:
    return name.rpartition(".")[0] or name
