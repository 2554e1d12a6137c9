import threading
from datetime import timedelta

from state.events import PartRetried
from state.order import Basket
from state.part import Analysing, Ready, Unusable, Uploading, Waiting
from state.phase import Collecting, Failed, Placed, Placing
from state.ports import FileStatus
from state.problems import Missing, Refused, SignInPage, Unreachable
from tests.bot.placing.bench import Bench
from tests.bot.placing.kit import OPEN
from tests.bot.waiting import wait_for
from tests.builders import AT, BEN, a_part, a_problem, a_ready_part, an_order, an_order_in

MINUTE = timedelta(minutes=1)


def test_an_order_is_followed_until_its_files_are_ready(bench: Bench) -> None:
    order = bench.a_draft(parts=(a_part(), a_part(id="P2")))
    bench.work.follow(order)
    wait_for(lambda: all(isinstance(p.upload, Ready) for p in bench.orders.get(order).parts))

    assert 2 == len(bench.desk.asked("upload"))
    assert 1 == len(bench.desk.asked("open_basket"))


def test_an_order_followed_many_times_at_once_is_made_once(bench: Bench) -> None:
    order = bench.a_draft()
    for _ in range(5):
        bench.work.follow(order)
    wait_for(lambda: bench.is_ready(order))

    assert 1 == len(bench.desk.asked("open_basket"))
    assert 1 == len(bench.desk.asked("upload"))


def test_a_file_that_got_lost_goes_again_by_itself(bench: Bench) -> None:
    order = bench.a_draft()
    bench.desk.on("upload", Unreachable())
    bench.work.follow(order)
    wait_for(lambda: bench.is_ready(order))
    first, second = bench.desk.asked("upload")

    assert first[0] != second[0] == bench.orders.get(order).basket.id


def test_a_file_that_is_retried_goes_again_into_its_empty_line(bench: Bench) -> None:
    order = bench.a_draft()
    bench.files.script.append(SignInPage())
    bench.work.follow(order)
    wait_for(lambda: isinstance(bench.part(order).upload, Unusable))
    bench.orders.apply(order, PartRetried(part="P1"), BEN)
    bench.work.follow(order)
    wait_for(lambda: bench.is_ready(order))

    assert 1 == len(bench.desk.asked("open_line"))


def test_an_order_is_placed_once_however_often_it_is_asked_for(bench: Bench) -> None:
    order = bench.a_pressed_one()
    for _ in range(3):
        bench.work.place(order, 1)
    wait_for(lambda: bench.is_in(order, Placed))
    bench.work.place(order, 1)

    assert 1 == len(bench.desk.asked("submit"))


def test_what_3yourmind_refuses_stands_on_the_card(bench: Bench) -> None:
    order = bench.a_draft()
    bench.desk.on("describe_line", Refused("No such material."))
    bench.work.follow(order)

    assert "refused" == wait_for(lambda: bench.problem(order))


def test_files_are_forwarded_although_something_else_went_wrong(bench: Bench) -> None:
    order = bench.a_draft()
    bench.desk.on("describe_line", Refused("No such material."))
    bench.work.follow(order)

    wait_for(lambda: bench.is_ready(order))


def test_an_order_whose_basket_vanished_sends_its_files_again(bench: Bench) -> None:
    order = bench.a_pressed_one(parts=(a_ready_part(line="L1"),))
    bench.desk.on("describe_line", Missing())
    bench.work.place(order, 1)
    wait_for(lambda: bench.is_in(order, Failed) and bench.is_ready(order))

    assert [] == bench.desk.asked("submit")


def test_a_crash_leaves_nothing_undone(bench: Bench) -> None:
    untouched = bench.a_draft()
    unsent = bench.keep(an_order(parts=(a_part(line="L1"),), basket=OPEN))
    pressed = bench.a_pressed_one()
    done = bench.keep(an_order_in("collecting", basket=OPEN))
    bench.work.resume()
    wait_for(lambda: bench.is_ready(untouched) and bench.is_ready(unsent))
    wait_for(lambda: bench.is_in(pressed, Placed))

    assert [] == list(bench.orders.get(done).history)


def test_what_was_changed_just_now_is_left_to_whoever_did(bench: Bench) -> None:
    just_now, before = bench.a_pressed_one(started=AT), bench.a_pressed_one(started=AT - MINUTE)
    bench.work.see_to_forgotten(MINUTE)
    wait_for(lambda: bench.is_in(before, Placed))

    assert just_now not in {run.order for run in bench.engine.under_way()}
    assert bench.is_in(just_now, Placing)


def test_what_a_person_was_asked_about_is_left_to_them(bench: Bench) -> None:
    unwell = Collecting(problem=a_problem())
    asked = bench.a_draft(phase=unwell, started=AT - timedelta(days=1))
    failed = bench.keep(an_order_in("failed", parts=(a_part(),), basket=Basket()))
    bench.work.see_to_forgotten(MINUTE)

    assert {asked, failed}.isdisjoint({run.order for run in bench.engine.under_way()})
    bench.work.resume()
    wait_for(lambda: bench.is_ready(asked) and bench.is_ready(failed))


def test_a_clock_that_was_set_back_leaves_nothing_undone(bench: Bench) -> None:
    tomorrow = bench.a_pressed_one(started=AT + timedelta(days=1))
    bench.work.see_to_forgotten(MINUTE)

    wait_for(lambda: bench.is_in(tomorrow, Placed))


def test_an_order_that_could_not_be_written_down_is_taken_up_after_a_restart(
    bench: Bench,
) -> None:
    order = bench.a_pressed_one()
    bench.store.unwritable.add(order)
    bench.work.place(order, 1)
    wait_for(lambda: bench.store.refusals == 2)
    wait_for(lambda: ("place", order, "1") not in bench.engine.under_way())
    bench.store.unwritable.clear()
    bench.work.resume()
    wait_for(lambda: bench.is_in(order, Placed))

    assert 1 == len(bench.desk.asked("submit"))


def test_a_file_of_which_nobody_could_write_down_that_it_was_sent_is_taken_up(bench: Bench) -> None:
    order = bench.keep(an_order(parts=(a_part(line="L1"),), basket=OPEN))
    bench.desk.on("upload", lambda: bench.store.unwritable.add(order))
    bench.work.follow(order)
    wait_for(lambda: bench.is_given_up(order))
    bench.store.unwritable.clear()
    bench.work.resume()
    wait_for(lambda: bench.is_ready(order))

    assert bench.orders.get(order).basket.id != OPEN.id


def test_a_file_of_which_nobody_could_write_down_that_it_is_sent_is_taken_up(bench: Bench) -> None:
    order = bench.keep(an_order(parts=(a_part(line="L1"),), basket=OPEN))
    bench.store.unwritable.add(order)
    bench.engine.start("forward", order, "P1/1/0")
    wait_for(lambda: bench.is_given_up(order))
    bench.store.unwritable.clear()
    bench.work.resume()

    wait_for(lambda: bench.is_ready(order))


def test_an_analysis_that_nobody_awaits_is_awaited(bench: Bench) -> None:
    order = bench.keep(an_order(parts=(a_part(line="L1", upload=Analysing()),), basket=OPEN))
    bench.work.resume()
    wait_for(lambda: bench.is_ready(order))

    assert [] == bench.desk.asked("upload")


def test_a_file_that_somebody_sends_is_left_to_them(bench: Bench) -> None:
    order, sent = bench.a_draft(), threading.Event()
    bench.desk.on("upload", lambda: sent.wait(10))
    bench.work.follow(order)
    wait_for(lambda: isinstance(bench.part(order).upload, Uploading))
    bench.work.resume()
    sent.set()
    wait_for(lambda: bench.is_ready(order))

    assert 1 == len(bench.desk.asked("upload"))


def test_a_file_that_is_still_analysed_is_awaited(bench: Bench) -> None:
    order = bench.a_draft()
    bench.desk.statuses.extend([FileStatus.RUNNING] * 20)
    bench.work.follow(order)
    wait_for(lambda: bench.is_ready(order))

    assert 21 == len(bench.desk.asked("file_status"))
    assert not isinstance(bench.part(order).upload, Waiting)
