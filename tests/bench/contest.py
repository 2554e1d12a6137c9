"""The same requests to several bots by turns, over one and over many connections."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.bench.asked import Payload
from tests.bench.figures import Bar, Row
from tests.bench.load import Took


@dataclass(frozen=True)
class Runner:
    """Somebody who answers; `bar` is what the bot is held to against them."""

    name: str
    send: Callable[[Sequence[Payload], int], Took]
    """Sends what is asked over so many connections."""
    bar: Bar | None = None
    alone: bool = False
    """Whether they are asked over one connection only."""
    settle: Callable[[], None] = lambda: None
    """Waits until nothing that was asked before is under way any more."""


@dataclass
class Contest:
    """What each runner took, round by round; the first one is the bot."""

    what: str
    runners: Sequence[Runner]
    ask: Callable[[int], Payload]
    """Gives the request of this number."""
    apart: bool = False
    """Whether nothing of what was asked before is under way when more is asked, all at once."""
    took: dict[tuple[str, int], list[Took]] = field(default_factory=dict)

    def round(self, counts: Mapping[int, int], *, counts_for: bool = True) -> None:
        """Have everybody answer so many requests over so many connections."""
        for connections, number in counts.items():
            asked = [self.ask(n) for n in range(number)]
            for runner in self.runners:
                if runner.alone and connections > 1:
                    continue
                took = self._taken(runner, asked, connections)
                if counts_for:
                    self.took.setdefault((runner.name, connections), []).append(took)

    def _taken(self, runner: Runner, asked: Sequence[Payload], connections: int) -> Took:
        size = connections if self.apart else len(asked)
        took = []
        for first in range(0, len(asked), size):
            took.append(runner.send(asked[first : first + size], connections))
            runner.settle()
        each = [seconds for some in took for seconds in some.each]
        return Took(each, sum(some.whole for some in took))

    def rows(self) -> Iterator[Row]:
        """Give the rows against everybody but the bot."""
        bot, *others = self.runners
        for other in others:
            for (name, connections), theirs in self.took.items():
                if name == other.name:
                    own = self.took[bot.name, connections]
                    yield from self._against(other, connections, own, theirs)

    def _against(
        self, peer: Runner, connections: int, own: Sequence[Took], theirs: Sequence[Took]
    ) -> Iterator[Row]:
        over = f"{self.what}, {connections} at once" if connections > 1 else self.what
        for name, p in (("p50", "p50"), ("p99", "p99")):
            mine, other = ([getattr(took, p) for took in each] for each in (own, theirs))
            bar = peer.bar if name == "p50" else None
            yield Row(f"{over}, {name}", "ms", mine, bar, peer.name, other)
        if peer.alone:
            return
        rates = ([took.rate for took in each] for each in (own, theirs))
        mine, other = rates
        yield Row(f"{over}, rate", "/s", mine, None, peer.name, other, more_is_better=True)
