"""Files from Slack to 3YOURMIND: by the bot, and by pipes of two curls, in turn; plain and TLS."""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench import nginx
from tests.bench.figures import Bar, Part, Row, report, sized
from tests.bench.large import write_stl
from tests.bench.processes import line, program
from tests.bench.turns import becomes_quiet, shell
from tests.bench.whole import a_town

ROUNDS = sized(5, 2)
LARGE, MEDIUM = sized(1 << 30, 1 << 25), sized(1 << 28, 1 << 23)
"""What curl can send as a form from a pipe is smaller: it keeps all of it in memory."""
STREAM, FORM = "two curls, -T -", "two curls, -F file=@-"
BARS = {STREAM: Bar("ratio", 1.2, at_least=True), FORM: Bar("ratio", 1.5, at_least=True)}
WHOLE = Bar("ratio", 1.0, at_least=True)
GROWTH = Bar("worst", 32.0)
"""By how many MiB the whole bot's memory may grow."""
GIB = 1 << 30


@dataclass(frozen=True)
class Took:
    """Seconds of one file, and of processor time."""

    seconds: float
    cpu: float


Way = Callable[[], Took]


@dataclass(frozen=True)
class Line:
    """The core of the bot, a source and a sink."""

    core: subprocess.Popen[str]
    source: str
    sink: str
    words: str
    """What curl has to be told besides."""

    def forward(self) -> Took:
        """Have the core forward the file once."""
        assert self.core.stdin is not None
        self.core.stdin.write("\n")
        self.core.stdin.flush()
        seconds, cpu = line(self.core).split()
        return Took(float(seconds), float(cpu))

    def stream(self) -> Took:
        """Do it by a pipe that streams."""
        return self._piped("-T -")

    def form(self) -> Took:
        """Do it by a pipe whose second half makes a form of what it has read."""
        return self._piped("-F file=@-")

    def _piped(self, how: str) -> Took:
        curl = f"curl -sf {self.words}"
        before, begun = _children(), time.monotonic()
        send = f"{curl} -o /dev/null -X POST -H 'Expect:' {how} {self.sink}/files/"
        if not shell(f"{curl} {self.source}/file | {send}"):
            raise SystemExit("curl failed")
        return Took(time.monotonic() - begun, _children() - before)


def main() -> int:
    """Measure everything, and fail when a bar is missed."""
    if not nginx.is_installed():
        raise SystemExit(nginx.MISSING)
    busy, rows = not becomes_quiet(), list[Row]()
    with tempfile.TemporaryDirectory() as folder:
        ways = (None, nginx.certified(Path(folder)))
        for certificate, size, peer in ((c, s, p) for c in ways for s, p in _SIZES):
            part = Path(folder) / f"part-{size}.stl"
            if not part.exists():
                write_stl(part, size)
            rows += _core(nginx.Nginx(Path(folder), certificate), part, peer)
        rows += _whole(Path(folder) / f"part-{LARGE}.stl")
    return report(Part("Files: `make bench-files`", rows, busy))


_SIZES = ((LARGE, STREAM), (MEDIUM, FORM))


def _core(ends: nginx.Nginx, part: Path, peer: str) -> Iterator[Row]:
    with ExitStack() as stack:
        sink = line(stack.enter_context(program("ends", "sink")))
        source = stack.enter_context(ends.source(part))
        sink = stack.enter_context(ends.sink(sink))
        trust = str(ends.certificate) if ends.certificate else ""
        known = {"SSL_CERT_FILE": trust, "REQUESTS_CA_BUNDLE": trust} if trust else {}
        core = stack.enter_context(program("core", source, sink, environment=known))
        way = Line(core, source, sink, f"--cacert {trust}" if trust else "")
        rounds = _rounds(way.forward, way.stream if peer == STREAM else way.form)
    what = f"{_mib(part)} MiB, {'TLS' if ends.certificate else 'plain'}"
    yield from _rows(what, part.stat().st_size, peer, rounds, BARS[peer])


def _whole(part: Path) -> Iterator[Row]:
    with a_town(part) as town:
        rounds = _rounds(lambda: Took(town.forward(), 0.0), lambda: Took(town.pipe(), 0.0))
        growth = town.growth
    what = f"{_mib(part)} MiB, whole bot between the local doubles"
    yield next(_rows(what, part.stat().st_size, STREAM, rounds, WHOLE))
    yield Row(f"{what}: memory grows by", "MiB", [growth], GROWTH)


def _rounds(own: Way, theirs: Way) -> list[tuple[Took, Took]]:
    return [(own(), theirs()) for _ in range(ROUNDS + 1)][1:]


def _rows(
    what: str, size: int, peer: str, rounds: Sequence[tuple[Took, Took]], bar: Bar
) -> Iterator[Row]:
    own, theirs = zip(*rounds, strict=True)
    rates = [[size / took.seconds / 1e6 for took in each] for each in (own, theirs)]
    yield Row(what, "MB/s", rates[0], bar, peer, rates[1], more_is_better=True)
    costs = [[took.cpu * GIB / size for took in each] for each in (own, theirs)]
    yield Row(f"{what}: processor time", "s/GiB", costs[0], None, peer, costs[1])


def _mib(part: Path) -> str:
    return f"{part.stat().st_size / (1 << 20):,.0f}"


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
