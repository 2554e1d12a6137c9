from state.store import Store
from state.sweeping import remove, sweep


def kept(store: Store) -> list[str]:
    return [row.key for row in store.page()]


def test_what_is_old_is_removed_a_page_at_a_time(store: Store) -> None:
    for number in range(8):
        store.create(f"K{number}", {"at": f"2026-03-0{number + 1}T09:30:00+00:00"})
    before = "2026-03-05T09:30:00+00:00"

    assert [2, 2, 1] == [sweep(store, before, 2) for _ in range(3)]
    assert ["K5", "K6", "K7"] == kept(store)


def test_what_has_no_time_stays(store: Store) -> None:
    store.create("K1", {"until": "2026"})

    assert 0 == sweep(store, "2027", 10)
    assert ["K1"] == kept(store)


def test_what_somebody_has_changed_meanwhile_stays(store: Store) -> None:
    row = store.create("K1", {"at": "2026"})
    store.replace(row, {"at": "2027"})
    remove(store, row)

    assert ["K1"] == kept(store)
    assert 0 == sweep(store, "2026", 10)


def test_two_who_remove_the_same_do_each_other_no_harm(store: Store) -> None:
    row = store.create("K1", {"at": "2026"})
    remove(store, row)
    remove(store, row)

    assert [] == kept(store)
