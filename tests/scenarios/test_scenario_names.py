"""Files whose names are tricks, through a whole order: shown safely, sent on sensibly, ordered."""

import re
import unicodedata

import pytest

from bot.sandbox.slack.persons.talking import Dropped
from state.ports import Look
from tests.bot.waiting import wait_for
from tests.builders import small_facts
from tests.drawn import a_png
from tests.scenarios.case import CUBE, Case
from tests.scenarios.house import House

PNG = a_png(64, 48)
CONTROL = {
    "nul\x00byte.stl": "nul byte.stl",
    "escape\x1b[31mred.stl": "escape _31mred.stl",
    "tab\tand\nline\r\nbreak.stl": "tab and line break.stl",
    "bell\x07.stl": "bell.stl",
    'quote"; name="unit"\r\n\r\ninch.stl': "quote_ name_unit_ inch.stl",
}
TURNING = {
    "gpj.\u202elts.\u202cturned.stl": "gpj.lts.turned.stl",
    "\u2066isolated\u2069.stl": "isolated.stl",
    "\u200e\u200f\u061cmarks.stl": "marks.stl",
    "zero\u200bwidth\ufeff.stl": "zerowidth.stl",
    "\U000e0041tags.stl": "tags.stl",
}
LEADING_AWAY = {
    "../../etc/passwd.stl": "passwd.stl",
    "..\\..\\windows\\boot.stl": "boot.stl",
    "/absolute/path.stl": "path.stl",
    "https://evil.example/part.stl": "part.stl",
    "%2e%2e%2fescaped.stl": "2e_2e_2fescaped.stl",
    "....//.stl": "part.stl",
    "~root/$HOME/`id`;rm -rf .stl": "id_rm -rf.stl",
}
FOREIGN = {
    "Prüfstück №7 – Größe.stl": "Prufstuck No7 Groe.stl",
    "東京.stl": "part.stl",
    "🚀 rakete 🚀.stl": "rakete.stl",
    "n" * 250 + ".stl": "n" * 100 + ".stl",
    "CON.stl": "CON.stl",
}
SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._ ()+-]*\.stl")


@pytest.mark.parametrize(
    "names",
    [CONTROL, TURNING, LEADING_AWAY, FOREIGN],
    ids=["control", "turning", "leading away", "foreign"],
)
def test_names_that_are_tricks_are_shown_safely_and_arrive_as_plain_ones(
    house: House, case: Case, names: dict[str, str]
) -> None:
    house.looker.looks |= {name: Look(small_facts(), PNG) for name in names}
    case.answered()
    files = [Dropped(CUBE[:-1] + bytes([n]), name) for n, name in enumerate(names)]
    case.ben.drop(*files, thread=case.card)
    wait_for(lambda: case.card.text.count("is ready") == len(names))
    wait_for(
        lambda: sum("Was it drawn in inches?" in words for words in case.notices) == len(names)
    )

    order = case.place().placed()

    arrived = [line.file.name for line in order.lines if line.file]
    assert list(names.values()) == arrived
    assert [] == [name for name in arrived if not SAFE.fullmatch(name)]
    assert [] == [text for text in written(case) if not is_plain(text)]


def written(case: Case) -> list[str]:
    """Give every text that the bot wrote about the order, pictures and their names included."""
    mine = [m.message for m in case.card.thread if m.author == "printdesk"]
    files = case.house.slack.world.files
    pictures = [
        files[block["slack_file"]["id"]]
        for message in mine
        for block in message.blocks
        if block["type"] == "image"
    ]
    shown = [text for m in mine for text in (m.text, *strings(m.blocks))]
    assert pictures
    return [*shown, *(word for p in pictures for word in (p.name, p.title))]


def strings(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for inner in value.values() for text in strings(inner)]
        case list():
            return [text for inner in value for text in strings(inner)]
        case _:
            return []


def is_plain(text: str) -> bool:
    """Tell whether a text has nothing that is not seen, but for the ends of lines."""
    return all(c == "\n" or unicodedata.category(c)[0] != "C" for c in text)
