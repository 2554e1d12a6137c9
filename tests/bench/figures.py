"""What a benchmark found: a row for each figure, how it is judged, and how it is told."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, Literal, Self

ROWS_FILE = "BENCH_ROWS"
"""In the environment: a file to which every benchmark adds its rows."""
SMALL = "BENCH_SMALL"
"""In the environment: try the benchmark out with sizes that say nothing about speed."""
HEADS = ("figure", "median", "worst", "peer or floor", "its median", "ratio", "bar", "verdict")


@dataclass(frozen=True)
class Bar:
    """What a figure is held to: its ratio to the peer, or its own median, or its worst round."""

    of: Literal["ratio", "median", "worst"]
    limit: float
    at_least: bool = False

    def holds(self, value: float) -> bool:
        """Tell whether a value clears the bar."""
        return value >= self.limit if self.at_least else value <= self.limit


def ratio(most: float) -> Bar:
    """Hold a figure to so many times its peer, at most."""
    return Bar("ratio", most)


def worst(most: float) -> Bar:
    """Hold every round of a figure to a limit of its own."""
    return Bar("worst", most)


@dataclass(frozen=True)
class Row:
    """One figure: a value a round, and the peer's in the same rounds if there is a peer.

    Without a bar it is only shown.
    """

    figure: str
    unit: str
    own: Sequence[float]
    bar: Bar | None = None
    peer: str = ""
    theirs: Sequence[float] = ()
    more_is_better: bool = False

    @property
    def worst(self) -> float:
        """The worst round."""
        return min(self.own) if self.more_is_better else max(self.own)

    @property
    def ratio(self) -> float | None:
        """How many times the peer's the figure is: the median of the rounds."""
        if not self.theirs:
            return None
        return median(own / theirs for own, theirs in zip(self.own, self.theirs, strict=True))

    @property
    def holds(self) -> bool:
        """Whether the bar is cleared; true for what is only shown."""
        if self.bar is None:
            return True
        judged = {"ratio": self.ratio, "median": median(self.own), "worst": self.worst}
        value = judged[self.bar.of]
        assert value is not None, f"{self.figure} has no peer"
        return self.bar.holds(value)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is shown."""
        found = self.ratio
        return (
            self.figure,
            f"{_short(median(self.own))} {self.unit}".rstrip(),
            _short(self.worst),
            self.peer or "–",
            f"{_short(median(self.theirs))} {self.unit}" if self.theirs else "–",
            "–" if found is None else f"{found:.2f}",
            "–" if self.bar is None else self._bar_in_words(self.bar),
            "shown" if self.bar is None else "ok" if self.holds else "**missed**",
        )

    def _bar_in_words(self, bar: Bar) -> str:
        sign = "≥" if bar.at_least else "≤"
        words = {"ratio": ["×"], "median": [self.unit], "worst": [self.unit, "at worst"]}[bar.of]
        return " ".join([sign, _short(bar.limit), *filter(None, words)])

    @classmethod
    def read(cls, given: Any) -> Self:
        """Build a row from its JSON."""
        bar, theirs = given.pop("bar"), given.pop("theirs") or ()
        return cls(**given, theirs=theirs, bar=Bar(**bar) if bar else None)


@dataclass(frozen=True)
class Part:
    """What one benchmark found; `busy` when others worked on the machine meanwhile."""

    title: str
    rows: Sequence[Row]
    busy: bool = False


def is_small() -> bool:
    """Tell whether this is a trial."""
    return bool(os.environ.get(SMALL))


def sized(full: int, small: int) -> int:
    """Choose a size."""
    return small if is_small() else full


def table(rows: Sequence[Row]) -> str:
    """Give the rows as a table of Markdown that can be read as it is."""
    cells = [HEADS, *(row.cells for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(HEADS))]
    first, *others = [" | ".join(map(str.ljust, line, widths)).rstrip() for line in cells]
    ruler = " | ".join("-" * width for width in widths)
    return "\n".join(f"| {line} |" for line in (first, ruler, *others))


def report(part: Part) -> int:
    """Print what was found, add it to the file of all rows, and give the exit code."""
    told = [f"\n{part.title}\n", table(part.rows)]
    if part.busy:
        told.append("Others kept this machine busy: these figures say little.")
    if is_small():
        told.append("A trial with small sizes: these figures say nothing about speed.")
    print("\n".join(told), flush=True)  # noqa: T201 - a benchmark prints
    if path := os.environ.get(ROWS_FILE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(part)) + "\n")
    return 0 if all(row.holds for row in part.rows) else 1


def reported(path: Path) -> Iterator[Part]:
    """Read what the benchmarks have added to a file."""
    for line in path.read_text("utf-8").splitlines():
        given = json.loads(line)
        yield Part(given["title"], [Row.read(row) for row in given["rows"]], given["busy"])


def _short(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
