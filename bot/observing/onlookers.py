"""Who looks on: the log always, metrics and traces where the operator wants them."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.logs import Noted
from bot.observing import Observer, Watch, watched_by
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.observing.meters import Meters
    from bot.observing.traces import Traces

log = logging.getLogger(__name__)
MISSING = "%s is set, but the bot was installed without it: pip install 'printdesk[%s]'"


@dataclass(frozen=True, slots=True)
class Onlookers:
    """Those who look on, and the metrics, if there are any."""

    watch: Watch
    meters: "Meters | None"


@contextmanager
def onlookers(settings: Settings) -> Iterator[Onlookers]:
    """Have them look on until the end of the block; what is not installed is said and left out."""
    observers: list[Observer] = [Noted]
    with ExitStack() as stack:
        if (traces := _traces(settings)) is not None:
            stack.enter_context(closing(traces))
            observers.append(traces.observe)
        if (meters := _meters(settings)) is not None:
            observers.append(meters.observe)
        yield Onlookers(watched_by(observers), meters)


def _meters(settings: Settings) -> "Meters | None":
    if not settings.metrics and settings.metrics_port is None:
        return None
    try:
        from bot.observing.meters import Meters  # noqa: PLC0415 - the bot runs without the extra
    except ModuleNotFoundError:
        log.warning(MISSING, "METRICS" if settings.metrics else "METRICS_PORT", "metrics")
        return None
    return Meters()


def _traces(settings: Settings) -> "Traces | None":
    if not settings.traces_url:
        return None
    try:
        from bot.observing.traces import Traces  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        log.warning(MISSING, "TRACES_URL", "tracing")
        return None
    return Traces(settings.traces_url)
