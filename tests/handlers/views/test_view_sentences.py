from datetime import UTC, datetime

import pytest
from hypothesis import given

from handlers.views.sentences import SOMETHING, apology, explain, looked_for, what_happened
from state.phase import NeedsHuman, Phase
from state.problems import OutsideError, Problem
from tests.builders import PHASES, a_complete_order, a_problem
from tests.handlers.views.wild import problems


def causes(error: type[OutsideError] = OutsideError) -> list[str]:
    """Give the cause of every kind of error."""
    own = [error.cause] if "cause" in vars(error) else []
    return [*own, *(cause for kind in error.__subclasses__() for cause in causes(kind))]


@pytest.mark.parametrize("cause", causes())
def test_every_error_has_a_sentence_of_its_own(cause: str) -> None:
    words = explain(Problem(cause=cause))

    assert words != SOMETHING
    assert words.endswith(".")


def test_a_changed_price_is_told_from_what_to_what() -> None:
    words = explain(Problem(cause="price_changed", detail="21.47 EUR to 30.00 EUR"))

    assert words.startswith("The total changed from 21.47 EUR to 30.00 EUR at 3YOURMIND")


def test_a_part_that_cannot_be_made_is_named() -> None:
    words = explain(Problem(cause="not_offered", detail="bracket.stl"))

    assert words.startswith("`bracket.stl` cannot be made of its material here")


def test_an_unknown_cause_still_gets_a_sentence() -> None:
    assert SOMETHING == explain(Problem(cause="solar flare"))


@pytest.mark.parametrize("jargon", ["basket", "offer", "HTTP", "token", "API"])
@pytest.mark.parametrize("cause", causes())
def test_sentences_use_the_words_of_people(cause: str, jargon: str) -> None:
    assert jargon.lower() not in explain(Problem(cause=cause)).lower()


def test_a_refusal_quotes_what_3yourmind_says_of_each_field() -> None:
    problem = a_problem(
        cause="refused",
        detail="The order is not valid.",
        fields={
            "billingAddressId": ("Unknown address.",),
            "lines.0.preferredDueDate": ("Too soon",),
            "nonFieldErrors": ("Closed",),
        },
    )

    expected = (
        "3YOURMIND did not accept this. It says: “The order is not valid”, "
        "Billing address: “Unknown address”, Preferred due date: “Too soon” and “Closed”. "
        "Please correct it and try again."
    )
    assert expected == explain(problem)


def test_a_refusal_without_reasons_is_a_whole_sentence() -> None:
    expected = "3YOURMIND did not accept this. Please correct it and try again."

    assert expected == explain(a_problem(cause="refused"))


def test_a_file_that_is_too_large_is_told_the_limit() -> None:
    problem = a_problem(cause="too_large", detail="1024")

    assert "The file is larger than 1024 MB." in explain(problem)


def test_technical_details_stay_in_the_log() -> None:
    assert "502" not in explain(a_problem(cause="broken", detail="502 Bad Gateway"))


@given(problems)
def test_an_explanation_fits_into_any_message(problem: Problem) -> None:
    assert len(explain(problem)) <= 2000


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (PHASES[0], "This order has changed meanwhile."),
        (PHASES[1], "This order is being placed right now"),
        (PHASES[2], "<@U0ADA> placed this order <!date^1772443800^"),
        (PHASES[2], ": *100001*. Start another with `/order`."),
        (PHASES[3], "This order has changed meanwhile."),
        (PHASES[4], "Nobody knows yet whether this order was placed."),
        (PHASES[5], "<@U0ADA> cancelled this order <!date^1772443800^"),
        (PHASES[6], "so I closed it <!date^1772443800^"),
    ],
)
def test_who_comes_too_late_learns_what_happened(phase: Phase, words: str) -> None:
    assert words in what_happened(a_complete_order(phase=phase))


def test_an_apology_carries_the_reference_of_the_log() -> None:
    assert "`4f1c09aa`" in apology("4f1c09aa")


def test_what_was_looked_at_is_told() -> None:
    since = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    assert "did not even answer" in looked_for(NeedsHuman(since=since))
    assert "I asked 3YOURMIND 7 times" in looked_for(NeedsHuman(since=since, looks=7))
