from typing import Any

import pytest

from state.store import Conflict, Row, Store
from tests.state.store.places import Place

DOCUMENTS: list[dict[str, Any]] = [
    {},
    {"text": "Müller & Söhne 東京 🖨️ \u202e\x00 'quoted' \"twice\" 100%"},
    {"deep": {"list": [1, 2.5, None, True, {"empty": {}}]}},
    {"large": "ß" * 1_000_000},
]


def keys(rows: Any) -> list[str]:
    return [row.key for row in rows]


def test_what_is_created_can_be_read(store: Store) -> None:
    created = store.create("a", {"n": 1})

    assert Row("a", 1, {"n": 1}) == created
    assert created == store.get("a")


def test_what_was_never_created_is_not_there(store: Store) -> None:
    assert store.get("a") is None
    assert store.get("a", known=1) is None


def test_a_document_comes_empty_to_who_knows_it_at_its_version_and_whole_to_all_others(
    store: Store,
) -> None:
    second = store.replace(store.create("a", {"n": 1}), {"n": 2})

    assert Row("a", 2, {}) == store.get("a", known=2)
    assert second == store.get("a", known=1)
    assert second == store.get("a", known=20)


@pytest.mark.parametrize("doc", DOCUMENTS, ids=["empty", "unicode", "nested", "large"])
def test_a_document_comes_back_as_it_was(place: Place, doc: dict[str, Any]) -> None:
    with place.open() as store:
        store.create("ключ 🔑 'a\"", doc)

    with place.open() as store:
        assert Row("ключ 🔑 'a\"", 1, doc) == store.get("ключ 🔑 'a\"")


@pytest.mark.parametrize(
    "doc", [{"text": "\ud83d"}, {"n": float("nan")}, {"n": -float("inf")}, {"object": object()}]
)
def test_a_document_that_is_no_json_is_refused_and_harms_nothing(
    store: Store, doc: dict[str, Any]
) -> None:
    with pytest.raises((ValueError, TypeError)):
        store.create("a", doc)

    assert Row("a", 1, {}) == store.create("a", {})


def test_a_document_may_speak_of_numbers_that_are_none(store: Store) -> None:
    assert Row("a", 1, {"text": "NaN, Infinity"}) == store.create("a", {"text": "NaN, Infinity"})
    assert Row("a", 1, {"text": "NaN, Infinity"}) == store.get("a")


def test_the_second_create_of_a_key_is_a_conflict_and_changes_nothing(store: Store) -> None:
    store.create("a", {"n": 1})

    with pytest.raises(Conflict):
        store.create("a", {"n": 2})

    assert Row("a", 1, {"n": 1}) == store.get("a")


def test_each_replace_raises_the_version(store: Store) -> None:
    row = store.create("a", {"n": 1})
    row = store.replace(row, {"n": 2})
    row = store.replace(row, {"n": 3})

    assert Row("a", 3, {"n": 3}) == row
    assert row == store.get("a")


def test_the_second_replace_of_a_version_is_a_conflict_and_changes_nothing(store: Store) -> None:
    row = store.create("a", {"n": 1})
    store.replace(row, {"n": 2})

    with pytest.raises(Conflict):
        store.replace(row, {"n": 3})

    assert Row("a", 2, {"n": 2}) == store.get("a")


def test_a_replace_with_the_same_content_still_counts(store: Store) -> None:
    row = store.create("a", {"n": 1})
    store.replace(row, {"n": 1})

    with pytest.raises(Conflict):
        store.replace(row, {"n": 1})


@pytest.mark.parametrize("change", ["replace", "delete"])
def test_a_deleted_document_cannot_be_changed(store: Store, change: str) -> None:
    row = store.create("a", {"n": 1})
    store.delete(row)

    with pytest.raises(Conflict):
        store.delete(row) if change == "delete" else store.replace(row, {"n": 2})

    assert store.get("a") is None


def test_a_document_that_moved_on_is_not_deleted(store: Store) -> None:
    row = store.create("a", {"n": 1})
    store.replace(row, {"n": 2})

    with pytest.raises(Conflict):
        store.delete(row)

    assert Row("a", 2, {"n": 2}) == store.get("a")


def test_a_key_is_free_again_after_its_document_was_deleted(store: Store) -> None:
    store.delete(store.create("a", {"n": 1}))

    assert Row("a", 1, {"n": 2}) == store.create("a", {"n": 2})


def test_find_gives_the_last_created_first(store: Store) -> None:
    for key in ("b", "c", "a"):
        store.create(key, {"phase": {"kind": "placed"}})
    store.create("d", {"phase": {"kind": "failed"}})

    assert ["a", "c", "b"] == keys(store.find("phase.kind", "placed"))
    assert ["a", "c"] == keys(store.find("phase.kind", "placed", limit=2))


def test_find_sees_what_a_document_says_now_and_keeps_its_place(store: Store) -> None:
    for key in ("a", "b", "c"):
        store.create(key, {"phase": {"kind": "collecting"}})
    for key in ("c", "a"):
        row = store.get(key)
        assert row is not None
        store.replace(row, {"phase": {"kind": "placed"}})

    assert ["c", "a"] == keys(store.find("phase.kind", "placed"))
    assert ["b"] == keys(store.find("phase.kind", "collecting"))


@pytest.mark.parametrize("doc", [{}, {"spot": None}, {"spot": {}}, {"spot": {"card": None}}])
def test_find_passes_over_documents_without_the_field(store: Store, doc: dict[str, Any]) -> None:
    store.create("a", doc)

    assert [] == keys(store.find("spot.card", ""))
    assert [] == keys(store.find("spot.card", "null"))


@pytest.mark.parametrize(
    "value", ["", "1772443800.000100", "Müller 🖨️", "a'b\"c", "007", "\x1a0", r"\u0000"]
)
def test_find_compares_the_whole_text(store: Store, value: str) -> None:
    store.create("a", {"spot": {"card": value}})
    store.create("b", {"spot": {"card": f"{value}."}})

    assert ["a"] == keys(store.find("spot.card", value))


@pytest.mark.parametrize("field", ["spot", "spot.channel", "n", "", "spot.card'"])
def test_find_by_a_field_without_index_is_refused(store: Store, field: str) -> None:
    with pytest.raises(ValueError, match="not indexed"):
        store.find(field, "a")


def test_pages_follow_the_keys(store: Store) -> None:
    for key in ("b", "é", "a", "Z", "10", "9", "🖨️"):
        store.create(key, {})

    first = store.page(limit=3)
    second = store.page(after=first[-1].key, limit=3)
    third = store.page(after=second[-1].key, limit=3)

    assert ["10", "9", "Z"] == keys(first)
    assert ["a", "b", "é"] == keys(second)
    assert ["🖨️"] == keys(third)
    assert [] == keys(store.page(after="🖨️"))


def test_pages_hold_whole_rows(store: Store) -> None:
    row = store.replace(store.create("a", {"n": 1}), {"n": 2})

    assert [row] == list(store.page())


def test_tables_at_one_place_know_nothing_of_each_other(place: Place) -> None:
    with place.open("orders") as orders, place.open("events") as events:
        orders.create("a", {"phase": {"kind": "placed"}})
        events.create("a", {"phase": {"kind": "seen"}})

        assert ["a"] == keys(orders.find("phase.kind", "placed"))
        assert [] == keys(events.find("phase.kind", "placed"))
        assert [Row("a", 1, {"phase": {"kind": "seen"}})] == list(events.page())


def test_two_stores_of_one_table_see_each_others_changes(place: Place) -> None:
    with place.open() as here, place.open() as there:
        row = here.create("a", {"n": 1})
        there.replace(row, {"n": 2})

        assert Row("a", 2, {"n": 2}) == here.get("a")
        with pytest.raises(Conflict):
            here.replace(row, {"n": 3})


def test_find_goes_on_behind_the_last_that_is_known(store: Store) -> None:
    for key in ("b", "c", "a", "d"):
        store.create(key, {"phase": {"kind": "placed"}})

    assert ["d", "a"] == keys(store.find("phase.kind", "placed", 2))
    assert ["c", "b"] == keys(store.find("phase.kind", "placed", 2, after="a"))
    assert [] == keys(store.find("phase.kind", "placed", 2, after="b"))


def test_due_gives_what_is_due_longest_due_first(store: Store) -> None:
    for key, at in (("a", "2026-03-02"), ("b", "2026-03-01"), ("c", "2026-03-03"), ("d", None)):
        store.create(key, {"due": at})
    store.create("e", {})

    assert ["b", "a"] == keys(store.due("due", "2026-03-02"))
    assert ["b"] == keys(store.due("due", "2026-03-02", limit=1))
    assert [] == keys(store.due("due", "2026-02-28"))


def test_count_tells_how_many_find_would_give(store: Store) -> None:
    for key in "abc":
        store.create(key, {"phase": {"kind": "placed"}})
    store.replace(Row("b", 1, {}), {"phase": {"kind": "failed"}})

    counted = {kind: store.count("phase.kind", kind) for kind in ("placed", "failed", "expired")}
    assert {"placed": 2, "failed": 1, "expired": 0} == counted


def test_count_needs_an_indexed_field(store: Store) -> None:
    with pytest.raises(ValueError, match="not indexed"):
        store.count("phase", "placed")


def test_due_needs_an_indexed_field(store: Store) -> None:
    with pytest.raises(ValueError, match="colour"):
        store.due("colour", "blue")
