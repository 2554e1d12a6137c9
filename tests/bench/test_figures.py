from pathlib import Path

import pytest

from bot.sandbox.threeyourmind.log import LoggedRequest
from tests.bench.everything import BEGIN, END, written
from tests.bench.figures import ROWS_FILE, Bar, Part, Row, ratio, report, reported, table, worst
from tests.bench.ordering import in_a_row

AT_LEAST = Bar("ratio", 1.2, at_least=True)


def a_call(begun: float, over: float) -> LoggedRequest:
    return LoggedRequest(method="GET", path="/", query={}, headers={}, at=begun, took=over - begun)


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Row("shown", "s", [9.0]), True),
        (Row("time", "ms", [1.0, 1.3, 9.0], ratio(1.3), "peer", [1.0, 1.0, 1.0]), True),
        (Row("time", "ms", [1.0, 1.4, 1.4], ratio(1.3), "peer", [1.0, 1.0, 1.0]), False),
        (Row("rate", "MB/s", [100, 120, 90], AT_LEAST, "peer", [100, 100, 50]), True),
        (Row("rate", "MB/s", [100, 110, 90], AT_LEAST, "peer", [100, 100, 80]), False),
        (Row("wait", "ms", [1, 1, 300], worst(300)), True),
        (Row("wait", "ms", [1, 1, 301], worst(300)), False),
        (Row("wait", "ms", [1, 1, 301], Bar("median", 300)), True),
    ],
    ids=lambda given: getattr(given, "figure", given),
)
def test_a_figure_is_judged_by_its_bar(row: Row, holds: bool) -> None:  # noqa: FBT001 - expected
    assert holds == row.holds


def test_a_ratio_is_that_of_the_same_round() -> None:
    # Both are three times as slow while others work on the machine.
    row = Row("time", "ms", [1.0, 3.0, 1.1], ratio(1.3), "peer", [1.0, 3.0, 1.0])

    assert 1.0 == row.ratio


def test_a_row_tells_median_worst_peer_ratio_bar_and_verdict() -> None:
    row = Row("time", "ms", [1.0, 1.5, 1250.0], ratio(1.3), "peer", [1.0, 1.0, 1.0])
    rate = Row("rate", "/s", [900.0, 1100.0], more_is_better=True)

    assert ("time", "1.5 ms", "1,250", "peer", "1 ms", "1.50", "≤ 1.3 ×", "**missed**") == row.cells
    assert ("rate", "1,000 /s", "900", "–", "–", "–", "–", "shown") == rate.cells


def test_a_report_is_printed_and_added_to_the_file_of_all_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ROWS_FILE, str(tmp_path / "rows"))
    good = Part("One", [Row("time", "ms", [1.0], worst(2.0))])
    bad = Part("Two", [Row("time", "ms", [3.0], worst(2.0))], busy=True)

    assert (0, 1) == (report(good), report(bad))
    assert [good, bad] == list(reported(tmp_path / "rows"))
    assert table(bad.rows) in capsys.readouterr().out


def test_what_the_benchmarks_write_takes_the_place_of_what_they_wrote_before() -> None:
    document = f"# Words\n\n{BEGIN}\nold\n{END}\n\nMore words\n"
    once = written(document, "new")

    assert f"# Words\n\n{BEGIN}\n\nnew\n\n{END}\n\nMore words\n" == once
    assert once == written(once, "new")


@pytest.mark.parametrize(
    ("calls", "length"),
    [
        ([], 0),
        ([(0, 1), (1, 2), (2.5, 3)], 3),
        ([(0, 1), (0, 1.1), (0.5, 2)], 1),
        ([(0, 5), (1, 2), (2, 3), (3, 4)], 3),
    ],
)
def test_a_chain_is_made_of_calls_that_do_not_overlap(
    calls: list[tuple[float, float]], length: int
) -> None:
    assert length == in_a_row(a_call(*call) for call in calls)
