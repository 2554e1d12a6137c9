"""Two processes show the same orders: nothing is posted twice, and the card says what is so."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.sandbox.slack.faults import ApiFault
from handlers.views.card import card
from tests.builders import complete_answers
from tests.handlers.bulletin import ID, Bulletin
from tests.handlers.test_poster import renamed, turned_down


def test_a_card_that_others_edited_is_edited_back_when_the_order_is(bulletin: Bulletin) -> None:
    one, two = bulletin.a_poster("one"), bulletin.a_poster("two")
    bulletin.start()
    for poster, reference in ((one, "PO 1"), (two, "PO 2"), (one, "PO 1")):
        bulletin.apply(renamed(reference))
        poster.show(ID)
    (posted,) = bulletin.messages()

    assert "PO 1" in posted.text
    assert "PO 1" == bulletin.order.answers.reference != complete_answers().reference


def test_what_another_process_has_shown_is_not_shown_once_more(bulletin: Bulletin) -> None:
    one, two = bulletin.a_poster("one"), bulletin.a_poster("two")
    bulletin.start()
    one.show(ID)
    bulletin.apply(renamed("PO 1"))
    for poster in (two, one, two):
        poster.show(ID)

    assert ["chat.postMessage", "chat.update"] == bulletin.calls


def test_a_card_is_edited_back_after_an_edit_of_which_nobody_knows_whether_it_came(
    bulletin: Bulletin,
) -> None:
    one, two = bulletin.a_poster("one"), bulletin.a_poster("two")
    bulletin.start()
    bulletin.apply(renamed("PO 1"))
    one.show(ID)
    bulletin.apply(renamed("PO 2"))
    bulletin.slack.faults.api.add(ApiFault(lost=True), name="chat.update")
    with pytest.raises(OSError, match=r"\w"):
        one.show(ID)
    bulletin.apply(renamed("PO 1"))
    two.show(ID)
    (posted,) = bulletin.messages()

    assert "PO 1" in posted.text


def test_a_process_that_is_alone_edits_only_what_has_changed(bulletin: Bulletin) -> None:
    one = bulletin.a_poster("one")
    bulletin.start()
    for _ in range(3):
        one.show(ID)

    assert ["chat.postMessage"] == bulletin.calls


def test_most_changes_are_no_news(bulletin: Bulletin) -> None:
    poster = bulletin.a_poster("one")
    news = [poster.has_news(bulletin.start())]
    poster.show(ID)
    for event in (renamed("PO 1"), turned_down("empty.stl"), renamed("PO 2")):
        bulletin.apply(event)
        news.append(poster.has_news(bulletin.order))
    poster.show(ID, edit=False)
    news.append(poster.has_news(bulletin.order))

    assert [True, False, True, True, False] == news


def test_nobody_takes_the_floor_to_say_nothing(bulletin: Bulletin) -> None:
    one, two = bulletin.a_poster("one"), bulletin.a_poster("two")
    bulletin.start()
    one.show(ID)
    before = bulletin.floors.get(ID)
    bulletin.apply(renamed("PO 1"))
    two.show(ID, edit=False)
    bulletin.apply(renamed(bulletin.order.answers.reference))
    two.show(ID, edit=False)

    assert before == bulletin.floors.get(ID)


def test_a_card_that_is_as_before_needs_no_floor(bulletin: Bulletin) -> None:
    one, two = bulletin.a_poster("one"), bulletin.a_poster("two")
    bulletin.start()
    bulletin.apply(renamed("PO 1"))
    one.show(ID)
    before = bulletin.floors.get(ID)
    for reference in ("PO 2", "PO 1"):
        bulletin.apply(renamed(reference))
    over = [bulletin.all_told]
    two.show(ID)
    over.append(bulletin.all_told)

    assert before == bulletin.floors.get(ID)
    assert [False, True] == over
    assert ["chat.postMessage"] == bulletin.calls


def test_what_is_to_be_told_does_not_wait_for_the_next_edit(bulletin: Bulletin) -> None:
    one, two = bulletin.a_poster("one"), bulletin.a_poster("two")
    bulletin.start()
    one.show(ID)
    bulletin.apply(turned_down("empty.stl"))
    two.show(ID, edit=False)

    assert ["chat.postMessage"] * 2 == bulletin.calls


def test_a_card_that_a_dead_process_may_have_posted_is_looked_for(bulletin: Bulletin) -> None:
    own: Any = card(bulletin.start())
    posted = bulletin.client.chat_postMessage(channel=bulletin.channel, **own)
    bulletin.floors.create(ID, {"by": "dead", "held": True})
    bulletin.a_poster("two").show(ID)

    assert posted["ts"] == bulletin.order.spot.card
    assert 1 == len(bulletin.messages())


def test_what_two_processes_tell_at_once_is_told_once(bulletin: Bulletin) -> None:
    both = bulletin.a_poster("one"), bulletin.a_poster("two")
    bulletin.start()
    names = [f"{letter}.stl" for letter in "abcdef"]
    with ThreadPoolExecutor(2) as pool:
        for name in names:
            bulletin.apply(turned_down(name))
            for shown in [pool.submit(poster.show, ID) for poster in both]:
                shown.result(30)

    assert names == [bulletin.name_in(text) for text in bulletin.told()]
    assert 1 + len(names) == len(bulletin.messages())
