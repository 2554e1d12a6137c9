from bot.placing.left import FORWARD, errand, left_alone
from bot.runs import Words
from state.order import Basket
from state.part import Waiting
from tests.builders import a_part, an_order

ORDER = an_order(parts=(a_part(line="L1", upload=Waiting(), tries=2),), basket=Basket(id="7"))


def run(detail: str) -> Words:
    return Words(FORWARD, ORDER.id, detail)


def test_a_part_is_seen_to_by_the_run_that_was_started_for_it_however_often() -> None:
    (part,) = ORDER.parts

    assert [part] == left_alone(ORDER, set())
    for again in (0, 3):
        assert [] == left_alone(ORDER, {errand(ORDER, part, again)})


def test_a_part_that_is_sent_again_is_not_seen_to_by_the_run_that_gave_it_up() -> None:
    number = ORDER.basket.number
    (part,) = ORDER.parts
    others = {run(f"{part.id}/{number}/1"), run(f"{part.id}/{number - 1}/2"), run(f"Q/{number}/2")}

    assert [part] == left_alone(ORDER, others)
