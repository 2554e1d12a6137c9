from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

import pytest

from state.store import Conflict, Row, Store
from tests.state.store.places import OTHER_WORDS, WORDS, Place, line, tell

KNOWN: Mapping[str, Callable[[Store, Row], Row]] = {
    "as it was written": lambda _, row: row,
    "as it is read": lambda store, row: next(r for r in store.page() if r.key == row.key),
    "what its terms depend on": lambda _, row: Row(row.key, row.version, {}, row.about),
    "its version": lambda _, row: Row(row.key, row.version, {}),
}


def keys(rows: Any) -> list[str]:
    return [row.key for row in rows]


def words(*all_of_them: str) -> dict[str, Any]:
    return {"words": list(all_of_them)}


def test_a_term_finds_its_documents_and_the_last_created_comes_first(store: Store) -> None:
    for key in ("b", "c", "a"):
        store.create(key, words("steel", key))
    store.create("d", words("nylon"))

    assert ["a", "c", "b"] == keys(store.search(["steel"]))
    assert ["c"] == keys(store.search(["c"]))
    assert [] == keys(store.search(["stee"]))
    assert [] == keys(store.search([]))


def test_a_search_gives_whole_rows(store: Store) -> None:
    row = store.replace(store.create("a", words("x")), words("steel"))

    assert [row] == list(store.search(["steel"]))
    assert [row] == list(store.starting("st"))


def test_several_terms_find_what_has_them_all(store: Store) -> None:
    store.create("a", words("grace", "hopper"))
    store.create("b", words("grace", "kelly"))
    store.create("c", words("hopper", "grace", "navy"))

    assert ["c", "a"] == keys(store.search(["grace", "hopper"]))
    assert ["c"] == keys(store.search(["navy", "hopper", "grace"]))
    assert [] == keys(store.search(["grace", "hopper", "kelly"]))


def test_hits_come_in_pages(store: Store) -> None:
    for n in range(7):
        store.create(f"{n}", words("steel", f"steel{n}"))

    assert ["6", "5", "4"] == keys(store.search(["steel"], 3))
    assert ["3", "2", "1"] == keys(store.search(["steel"], 3, skip=3))
    assert ["0"] == keys(store.search(["steel"], 3, skip=6))
    assert [] == keys(store.search(["steel"], 3, skip=7))
    assert ["3", "2"] == keys(store.starting("stee", 2, skip=3))


def test_the_beginning_of_a_term_finds_each_document_once(store: Store) -> None:
    store.create("a", words("100001", "100002"))
    store.create("b", words("1", "10000"))
    store.create("c", words("10001", "2"))

    assert ["b", "a"] == keys(store.starting("10000"))
    assert ["c", "b", "a"] == keys(store.starting("1"))
    assert [] == keys(store.starting("1000000"))


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "\\", "*", "'; DROP TABLE documents"])
def test_no_letter_of_a_term_means_anything(store: Store, text: str) -> None:
    store.create("a", words(f"{text}x"))
    store.create("b", words("other"))

    assert ["a"] == keys(store.search([f"{text}x"]))
    assert ["a"] == keys(store.starting(text))
    assert [] == keys(store.search([text]))


@pytest.mark.parametrize("text", ["東京", "ß", "🖨️", "é", "مرحبا"])
def test_terms_may_be_of_any_script(store: Store, text: str) -> None:
    store.create("a", words(f"{text}{text}"))

    assert ["a"] == keys(store.search([f"{text}{text}"]))
    assert ["a"] == keys(store.starting(text))


def test_a_document_is_found_by_what_it_says_now(store: Store) -> None:
    row = store.create("a", words("draft", "steel"))
    row = store.replace(row, words("steel", "100001"))

    assert [] == keys(store.search(["draft"]))
    assert ["a"] == keys(store.search(["steel"])) == keys(store.search(["100001"]))
    store.replace(row, {})
    assert [] == keys(store.search(["steel"]))


def test_a_replaced_document_keeps_its_place(store: Store) -> None:
    row = store.create("a", words("steel"))
    store.create("b", words("steel"))
    store.replace(row, words("steel", "new"))

    assert ["b", "a"] == keys(store.search(["steel"]))


@pytest.mark.parametrize("known", KNOWN)
def test_terms_follow_the_document_whatever_is_known_of_it(store: Store, known: str) -> None:
    row = store.create("a", words("steel"))
    for number, word in enumerate(("steel", "nylon", "nylon", "steel")):
        row = store.replace(KNOWN[known](store, row), words(word) | {"number": number})

        found = {term: keys(store.search([term])) for term in ("steel", "nylon")}
        assert {"steel": [], "nylon": []} | {word: ["a"]} == found


def test_a_term_that_is_said_twice_counts_once(store: Store) -> None:
    store.create("a", words("steel", "steel"))

    assert ["a"] == keys(store.search(["steel"])) == keys(store.starting("s"))


def test_a_deleted_document_is_not_found(store: Store) -> None:
    store.delete(store.create("a", words("steel")))
    store.create("b", words("steel"))

    assert ["b"] == keys(store.search(["steel"]))


def test_a_change_that_came_too_late_changes_no_terms(store: Store) -> None:
    row = store.create("a", words("first"))
    store.replace(row, words("second"))
    with pytest.raises(Conflict):
        store.replace(row, words("third"))
    with pytest.raises(Conflict):
        store.create("a", words("fourth"))

    assert ["a"] == keys(store.search(["second"]))
    assert [] == keys(store.search(["third"])) + keys(store.search(["fourth"]))


def test_terms_of_tables_at_one_place_know_nothing_of_each_other(place: Place) -> None:
    with place.open("orders") as orders, place.open("events") as events:
        orders.create("a", words("steel"))

        assert ["a"] == keys(orders.search(["steel"]))
        assert [] == keys(events.search(["steel"]))


@pytest.mark.parametrize("before", [None, WORDS])
def test_documents_of_an_earlier_version_are_found_by_the_terms_of_now(
    place: Place, before: Any
) -> None:
    with place.open(vocabulary=before) as store:
        row = store.create("a", words("steel"))
        store.create("b", words("nylon"))
        store.replace(row, words("steel", "grey"))

    with place.open(vocabulary=OTHER_WORDS) as store:
        found = store.search(["STEEL"])
        assert [Row("a", 2, words("steel", "grey"))] == list(found)
        assert [] == keys(store.search(["steel"]))
        store.replace(found[0], words("brass"))
        assert [] == keys(store.search(["STEEL"]))
        assert ["a"] == keys(store.search(["BRASS"]))


def test_terms_that_are_the_same_in_both_versions_are_found(place: Place) -> None:
    with place.open() as store:
        store.create("a", words("42"))

    with place.open(vocabulary=OTHER_WORDS) as store:
        assert ["a"] == keys(store.search(["42"]))


def test_processes_may_note_the_terms_of_an_earlier_version_at_the_same_time(place: Place) -> None:
    with place.open(vocabulary=None) as store:
        for n in range(50):
            store.create(f"early {n}", words("early"))

    with ExitStack() as stack:
        processes = [stack.enter_context(place.process("opens_otherwise", f"{n}")) for n in (0, 1)]
        assert ["ready"] * 2 == [line(process) for process in processes]
        for process in processes:
            tell(process)
        assert [0, 0] == [process.wait(60) for process in processes]

    with place.open(vocabulary=OTHER_WORDS) as store:
        assert 50 == len(store.search(["EARLY"]))
        assert {"0", "1"} == set(keys(store.search(["LATE"])))
