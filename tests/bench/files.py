"""A file of 1 GiB from Slack to 3YOURMIND: by the bot, and by a pipe of two curls, in turn."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.large import write_stl
from tests.bench.turns import Race, shell
from tests.bench.whole import a_town

SIZE = 1 << 30
MOST_GROWTH = 64.0
"""By how many MiB the bot's memory may grow at most."""
LEAST_RATIO = 1.0
"""What the core and the whole bot have to get through, at least, for one that curl does."""
PIPE = "curl | curl -T -"


def main() -> int:
    """Run everything, print the tables, and fail when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.stl"
        write_stl(part, SIZE)
        core = _core(part)
        whole, growth = _whole(part)
    ratios = {"core": core.ratio(PIPE), "whole bot": whole.ratio(PIPE)}
    _say(f"growth of the whole bot {growth:6.1f} MiB  bar {MOST_GROWTH:.0f}")
    for who, ratio in ratios.items():
        _say(f"{who} against {PIPE} {ratio:5.2f}  bar {LEAST_RATIO:.2f}")
    return 0 if growth < MOST_GROWTH and min(ratios.values()) >= LEAST_RATIO else 1


def _core(part: Path) -> Race:
    with (
        _running("ends", "source", str(part)) as source,
        _running("ends", "sink") as sink,
    ):
        addresses = _line(source), _line(sink)
        with _running("core", *addresses) as core:
            race = _raced(part, core, *addresses)
    _say(race.table())
    _say(f"  {'curl | curl -F file=@-':34} {_with_form(*addresses)}")
    return race


def _raced(part: Path, core: subprocess.Popen[str], source: str, sink: str) -> Race:
    def forward() -> float:
        assert core.stdin is not None
        core.stdin.write("\n")
        core.stdin.flush()
        return float(_line(core))

    def pipe() -> float:
        begun = time.monotonic()
        if not shell(f"curl -sf {source}/file | {_SEND} -T - {sink}/files/"):
            raise SystemExit("curl failed")
        return time.monotonic() - begun

    size = part.stat().st_size
    race = Race("core, between programs in C's place", size, {"bot's core": forward, PIPE: pipe})
    race.run()
    return race


_SEND = "curl -sf -o /dev/null -X POST -H 'Expect:'"


def _with_form(source: str, sink: str) -> str:
    begun = time.monotonic()
    done = shell(f"curl -sf {source}/file | {_SEND} -F file=@- {sink}/files/ 2>/dev/null")
    return f"{SIZE / (time.monotonic() - begun) / 1e6:6.0f}" if done else "fails at this size"


def _whole(part: Path) -> tuple[Race, float]:
    with a_town(part) as town:
        ways = {"whole bot": town.forward, PIPE: town.pipe}
        race = Race("whole bot, between the local doubles", part.stat().st_size, ways)
        race.run()
        _say(race.table())
        return race, town.growth


@contextmanager
def _running(module: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", f"tests.bench.{module}", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 - our own
        try:
            yield process
        finally:
            process.kill()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    sys.exit(main())
