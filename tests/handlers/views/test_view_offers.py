from hypothesis import given
from hypothesis import strategies as st

from handlers.views.offers import added, already_ordered, carried, nothing_usable, offer
from state.acceptance import FileRules
from state.order import Spot
from tests.builders import a_file, a_part, an_order
from tests.handlers.views.wellformed import buttons, flaws
from tests.handlers.views.wild import calm, words

LINK = "https://lab.slack.com/archives/C0PRINT/p1772443800000100"
KEY = "C0PRINT:1772443800.000100"
ORDER = an_order(
    spot=Spot(channel="C0PRINT", card="1.1", link=LINK),
    parts=(a_part(id="F1", file=a_file(name="a.stl")), a_part(id="F2", file=a_file(name="b.stl"))),
)


@calm
@given(st.lists(words, min_size=1, max_size=30))
def test_an_offer_is_what_slack_takes_whatever_the_files_are_called(names: list[str]) -> None:
    files = [a_file(name=name) for name in names]

    assert [] == flaws(offer(KEY, files))
    assert [] == flaws({"text": "", "blocks": [carried(files)]})


def test_an_offer_names_the_files_and_carries_where_they_are() -> None:
    made = offer(KEY, [a_file(name="a.stl"), a_file(name="b.stl")])

    assert made["text"].startswith("📎 `a.stl` and `b.stl` look like parts to print.")
    assert KEY == buttons(made)["order_with_files"]["value"]


def test_one_file_is_offered_as_one() -> None:
    assert "📎 `bracket.stl` looks like a part to print." in offer(KEY, [a_file()])["text"]


def test_who_can_order_nothing_learns_what_can_be_ordered() -> None:
    text = nothing_usable(FileRules(extensions=("stl", "3mf"), most_mb=1024))

    assert text.endswith("I take STL and 3MF of up to 1,024 MB, kept in Slack and not empty.")


def test_another_order_with_the_same_files_is_linked() -> None:
    assert already_ordered(ORDER).startswith(f"<{LINK}|PD7K3M> has been started")
    assert already_ordered(an_order()).startswith("PD7K3M has been started")


def test_what_became_of_each_file_is_told() -> None:
    text = added(ORDER, ["F1", "F2", "F3"], before={"F1"})

    assert text.splitlines() == [
        f"This is the thread of <{LINK}|PD7K3M>, which is not placed yet.",
        "✅ `b.stl` is in it now.",
        "📎 `a.stl` is in it already.",
        "⚠️ 1 file cannot be a part; the thread says why.",
    ]
