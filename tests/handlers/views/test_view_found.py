"""What the thread is told of a part once the bot has looked at its file."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.findings import SHORTLY, in_a_sentence
from handlers.views.found import found, settled
from handlers.views.notices import notice
from state.events import FileAnalysed, PartEdited, PartMeasured, UnitAnswered
from state.facts import Facts, Finding, Format, Oddity
from state.form import PartAnswers, Unit
from state.order import Order
from state.part import Notice
from tests.builders import (
    ADA,
    BEN,
    a_complete_order,
    a_file,
    a_ready_part,
    an_entry,
    an_order_in,
    small_facts,
    some_facts,
)
from tests.handlers.views import wild
from tests.handlers.views.wellformed import flaws, marked, texts

MEASURED = PartMeasured(part="P1", facts=some_facts(), picture="F9")


def seen(facts: Facts, **part: Any) -> Order:
    """Build an order whose only part was looked at."""
    changes = {"facts": facts, "picture": "F9"} | part
    return a_complete_order(parts=(a_ready_part(**changes),))


def told(order: Order, remembered: Unit | None = None) -> str:
    answer = found(order, order.parts[0], remembered)
    return answer["text"] if answer else ""


def buttons(order: Order, remembered: Unit | None = None) -> list[tuple[str, str, str | None]]:
    answer = found(order, order.parts[0], remembered)
    assert answer
    rows = [b["elements"] for b in answer["blocks"] if b["type"] == "actions"]
    return [(b["text"]["text"], b["value"], b.get("style")) for row in rows for b in row]


@wild.calm
@given(wild.words, wild.facts, st.sampled_from([None, "mm", "inch"]), st.none() | st.just("F9"))
def test_it_is_what_slack_takes_whatever_is_in_a_file(
    name: str, facts: Facts, unit: Unit | None, picture: str | None
) -> None:
    order = seen(facts, file=a_file(name=name), answers=PartAnswers(unit=unit), picture=picture)
    message = found(order, order.parts[0], "inch")

    assert message is not None
    assert [] == flaws(message)
    assert "<" not in re.sub("<@U[A-Z0-9]+>", "", "\n".join(marked(message)))
    assert all(text["verbatim"] for text in texts(message["blocks"], "mrkdwn"))


def test_size_volume_and_triangles_are_told() -> None:
    expected = (
        "📐 `bracket.stl` 50.0 × 20.0 × 10.0 mm (2.0 × 0.79 × 0.39 inch) · 6.3 cm³ · "
        "2,876 triangles · binary STL"
    )

    assert expected == told(seen(some_facts()))


def test_the_picture_has_words_for_those_who_do_not_see_it() -> None:
    order = seen(some_facts())
    answer = found(order, order.parts[0])
    assert answer
    (picture,) = (b for b in answer["blocks"] if b["type"] == "image")

    assert {"id": "F9"} == picture["slack_file"]
    assert picture["alt_text"].startswith("Picture of bracket.stl, 50.0 × 20.0 × 10.0 mm")


def test_a_part_in_inches_is_measured_in_inches() -> None:
    order = seen(small_facts(), answers=PartAnswers(unit="inch"))

    assert "50.8 × 38.1 × 20.3 mm (2.0 × 1.5 × 0.8 inch) · 19.7 cm³" in told(order)


@pytest.mark.parametrize(
    ("mm_per_unit", "words"),
    [(1.0, "drawn in millimetres"), (25.4, "drawn in inches"), (3.0, "drawn in units of 3.0 mm")],
)
def test_a_file_that_states_its_unit_is_taken_at_its_word(mm_per_unit: float, words: str) -> None:
    order = seen(small_facts(format=Format.STEP, mm_per_unit=mm_per_unit))

    assert f"STEP, {words}" in told(order)
    assert [] == buttons(order)


def test_the_files_in_a_zip_are_listed() -> None:
    order = seen(Facts(format=Format.ZIP, contents=("a.stl", "b.stl", "readme.txt"), files=3))

    assert ("📐 `bracket.stl` zip\n📦 3 files in it: `a.stl`, `b.stl` and `readme.txt`.") == told(
        order
    )


def test_of_a_zip_with_many_files_the_first_are_listed_and_all_counted() -> None:
    contents = tuple(f"part-{n}.stl" for n in range(50))
    words = told(seen(Facts(format=Format.ZIP, contents=contents, files=1200)))

    assert "📦 1,200 files in it: `part-0.stl`, " in words
    assert words.endswith("`part-11.stl` and 1,188 more.")


@pytest.mark.parametrize("kind", [Format.THREE_MF, Format.ASCII_STL, Format.OBJ, Format.ZIP])
def test_a_file_that_cannot_be_read_is_said_to_be_so(kind: Format) -> None:
    assert (
        f"📐 `bracket.stl` {kind}\n⚠️ I cannot read it: it is damaged or empty, or describes more "
        "than I look at. That does not hold it up; 3YOURMIND checks it as well."
    ) == told(seen(Facts(format=kind)))


def test_a_step_is_not_expected_to_be_read() -> None:
    assert "📐 `bracket.stl` STEP" == told(seen(Facts(format=Format.STEP)))


def test_an_open_surface_says_what_to_do() -> None:
    findings = (Finding(oddity=Oddity.OPEN, count=3),)

    assert told(seen(some_facts(findings=findings))).endswith(
        "⚠️ The surface is open: 3 edges with nothing on the other side. "
        "It may not be printable: please ask for a repaired file."
    )


@pytest.mark.parametrize(
    ("size", "words"),
    [((0.2, 0.1, 0.1), "Perhaps it was drawn in metres"), ((1500.0, 3.0, 3.0), "larger than most")],
)
def test_a_size_that_neither_unit_explains_is_no_question(
    size: tuple[float, float, float], words: str
) -> None:
    order = seen(some_facts(size=size))

    assert words in told(order)
    assert [] == buttons(order)


@pytest.mark.parametrize("oddity", Oddity)
@pytest.mark.parametrize("count", [None, 1])
def test_every_oddity_has_a_sentence_of_its_own(oddity: Oddity, count: int | None) -> None:
    every = {in_a_sentence(Finding(oddity=other, count=count)) for other in Oddity}

    assert len(Oddity) == len(every)
    assert in_a_sentence(Finding(oddity=oddity, count=count)).endswith(".")
    assert SHORTLY[oddity]


def test_a_doubtful_size_is_asked_about_with_both_sizes() -> None:
    order = seen(small_facts())

    assert told(order).endswith("❓ The file does not state its unit. Was it drawn in inches?")
    assert [
        ("mm: 2.0 × 1.5 × 0.8 mm", "PD7K3M P1 mm", None),
        ("inch: 50.8 × 38.1 × 20.3 mm", "PD7K3M P1 inch", "primary"),
    ] == buttons(order)


def test_what_the_customer_said_last_time_is_proposed() -> None:
    order = seen(small_facts())

    assert "Last time, this customer's file was in millimetres." in told(order, "mm")
    assert ["primary", None] == [style for _, _, style in buttons(order, "mm")]


def test_an_answer_takes_the_place_of_the_question() -> None:
    order = seen(small_facts(), answers=PartAnswers(unit="inch"))
    answered = order.but(history=(an_entry(UnitAnswered(part="P1", unit="inch"), by=BEN),))

    assert told(answered).endswith("\n<@U0BEN> said that it was drawn in inches.")
    assert [] == buttons(answered)


def test_who_changed_the_unit_last_is_named() -> None:
    order = seen(small_facts(), answers=PartAnswers(unit="mm", quantity=2))
    edits = [
        an_entry(UnitAnswered(part="P1", unit="inch"), by=BEN),
        an_entry(PartEdited(part="P1", answers=PartAnswers(unit="mm")), by=ADA),
        an_entry(PartEdited(part="P1", answers=PartAnswers(unit="mm", quantity=2)), by=BEN),
    ]

    assert "<@U0ADA> said that it was drawn in millimetres." in told(order.but(history=edits))


def test_who_answers_too_late_hears_the_answer() -> None:
    order = seen(small_facts(), answers=PartAnswers(unit="inch"))
    answered = order.but(history=(an_entry(UnitAnswered(part="P1", unit="inch"), by=BEN),))

    assert settled(answered, "P1") == (
        "`bracket.stl`: <@U0BEN> said that it was drawn in inches. "
        "*Edit part* in its menu on the card changes that."
    )
    assert "not in the order any more" in settled(answered, "P2")


def measured(order: Order, event: PartMeasured = MEASURED) -> bool:
    """Tell whether the thread hears of what was found."""
    return notice(order.but(history=(an_entry(event),)), 0) is not None


@pytest.mark.parametrize(
    ("phase", "expected"),
    [("collecting", True), ("failed", True), ("placing", True), ("placed", False)],
)
def test_what_is_found_after_the_order_is_placed_is_not_told(phase: str, *, expected: bool) -> None:
    order = an_order_in(phase, parts=(a_ready_part(facts=some_facts()),))

    assert expected == measured(order)
    assert expected == measured(order, PartMeasured(part="P1", too_large=True))


def test_what_was_told_is_kept_up_to_date_afterwards() -> None:
    there = Notice(ts="1.1", unit="mm", asks=True)

    assert measured(an_order_in("placed", parts=(a_ready_part(facts=some_facts(), notice=there),)))


def test_a_file_that_is_too_large_for_a_look_is_told_with_what_nobody_has_checked() -> None:
    event = PartMeasured(part="P1", too_large=True)
    parts = (a_ready_part(file=a_file(size=1 << 30)),)
    message = notice(a_complete_order(parts=parts, history=(an_entry(event),)), 0)

    assert message is not None
    assert [] == flaws(message)
    assert message["text"] == (
        "📐 `bracket.stl` has 1,074 MB, which is too large for me to measure and draw. "
        "That does not hold it up. Please check its unit: it goes as drawn in millimetres, "
        "and *Edit part* in its menu on the card changes that."
    )


def test_a_file_in_which_nothing_was_found_is_not_talked_about() -> None:
    assert not measured(a_complete_order(), PartMeasured(part="P1"))


def test_of_files_that_were_told_of_only_the_last_is_said_to_be_ready() -> None:
    parts = tuple(a_ready_part(id=f"P{n}", facts=some_facts()) for n in (1, 2))
    history = tuple(an_entry(FileAnalysed(part=f"P{n}", basket=1)) for n in (1, 2))
    order = a_complete_order(parts=parts, history=history)

    assert notice(order, 0) is None
    assert (last := notice(order, 1)) is not None
    assert "`bracket.stl` is ready." in last["text"]
