from state.progress import Progress


def test_a_file_is_known_while_it_is_on_its_way() -> None:
    progress = Progress()
    with progress.of("PD-1", "P1") as track, progress.of("PD-2", "P1"):
        assert {"P1": track} == progress.of_order("PD-1")
        assert {} == progress.of_order("PD-3")

    assert {} == progress.of_order("PD-1")


def test_a_chunk_counts_once_the_next_is_asked_for() -> None:
    progress = Progress()
    with progress.of("PD-1", "P1") as track:
        chunks = track.follow(iter([b"abc", b"de"]), 5)
        seen = [(next(chunks), track.sent), (next(chunks), track.sent), (list(chunks), track.sent)]

    assert [(b"abc", 0), (b"de", 3), ([], 5)] == seen
    assert 5 == track.size


def test_a_part_that_goes_to_a_fresh_basket_has_the_newer_way() -> None:
    progress = Progress()
    with progress.of("PD-1", "P1") as old:
        with progress.of("PD-1", "P1") as new:
            assert progress.of_order("PD-1")["P1"] is new
        assert progress.of_order("PD-1")["P1"] is old
