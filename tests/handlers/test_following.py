from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from handlers.following import MOST_WINDOWS, Followed, Following, brought
from state.form import Answers
from state.record import Choice
from tests.builders import complete_answers

PA12, TPU = Choice(key="5", label="PA12"), Choice(key="6", label="TPU")
SEEN = Answers(material=PA12)
PRICED = SEEN.but(price=Decimal("12.34"))


def test_what_was_filled_in_since_is_added_to_what_was_seen() -> None:
    since = Followed("h2", {}, brought(SEEN, PRICED))

    assert PRICED == since.on(SEEN)
    assert PRICED.but(reference="PO 17") == since.on(SEEN.but(reference="PO 17"))


def test_what_somebody_has_changed_meanwhile_stays() -> None:
    since = Followed("h2", {}, brought(SEEN, PRICED.but(material=TPU)))
    typed = SEEN.but(price=Decimal(9))

    assert typed.but(material=TPU) == since.on(typed)


def test_whoever_begins_anew_gets_no_answers_of_before() -> None:
    since = Followed("h2", {"price": Decimal("12.34")}, brought(Answers(), complete_answers()))

    assert SEEN == since.without_answers().on(SEEN)
    assert ("h2", {"price": Decimal("12.34")}) == (since.now, since.without_answers().proposed)


def test_all_that_saw_a_window_before_learn_how_it_is_now() -> None:
    following, last = Following(), Followed("h3")
    following.note("V1", "h1", Followed("h2"))
    following.note("V1", "h1", last)

    assert last == following.since("V1", "h1") == following.since("V1", "h2")
    assert Followed("h3") == following.since("V1", "h3")
    assert Followed("h1") == following.since("V2", "h1")


def test_windows_are_forgotten_in_the_end() -> None:
    following = Following()
    for number in range(MOST_WINDOWS + 1):
        following.note(f"V{number}", "h1", Followed("h2"))

    assert Followed("h1") == following.since("V0", "h1")
    assert Followed("h2") == following.since("V1", "h1")


def test_a_window_is_changed_in_the_order_of_the_answers() -> None:
    following, done = Following(), list[str]()
    places = {name: following.line_up("V1") for name in ("first", "second", "third")}

    def change(name: str) -> None:
        with following.turn("V1", places[name]):
            done.append(name)

    with ThreadPoolExecutor() as pool:
        others = [pool.submit(change, name) for name in ("third", "second")]
        with following.turn("V1", places["first"]):
            done.append("first")
        for other in others:
            other.result(10)

    assert ["first", "second", "third"] == done


def test_an_answer_that_is_never_followed_holds_nobody_up_for_good() -> None:
    following = Following(patience=0.01)
    following.line_up("V1")
    with following.turn("V1", following.line_up("V1")):
        pass

    with following.turn("V2", following.line_up("V2")):
        pass
