"""Switches that make the workspace fail like Slack and its network do."""

import threading
from collections import deque
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase
from typing import Generic, TypeVar

from starlette.responses import PlainTextResponse, Response

F = TypeVar("F")


@dataclass
class Rule(Generic[F]):
    """One fault that waits for a name; `times` counts down, None goes on until `off`."""

    pattern: str
    fault: F
    times: int | None

    @property
    def is_on(self) -> bool:
        """Whether it still waits."""
        return self.times != 0

    def off(self) -> None:
        """Wait no longer."""
        self.times = 0

    def count(self) -> None:
        """Note that it happened."""
        if self.times is not None:
            self.times -= 1


class Rules(Generic[F]):
    """Faults waiting for a name that matches; each is used up after its number of times."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: deque[Rule[F]] = deque()

    def add(self, fault: F, *, name: str = "*", times: int | None = 1) -> Rule[F]:
        """Let the next `times` things called `name` (shell pattern) meet the fault; None: all."""
        rule = Rule(name, fault, times)
        with self._lock:
            self._rules.append(rule)
        return rule

    def take(self, name: str) -> F | None:
        """Give the oldest fault for this name and count it, or None."""
        with self._lock:
            for rule in self._rules:
                if rule.is_on and fnmatchcase(name, rule.pattern):
                    rule.count()
                    return rule.fault
        return None


@dataclass(frozen=True)
class ApiFault:
    """What a Web API call meets: a wait in seconds, then a status or an error code or neither.

    After `lost` the call is carried out, and only its answer is replaced.
    """

    wait: float = 0.0
    status: int = 200
    error: str | None = None
    retry_after: int | None = None
    lost: bool = False


def refusal(fault: ApiFault) -> Response:
    """Give the answer of an address that needs no token."""
    asked = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return PlainTextResponse(fault.error or "", fault.status, asked)


class DownloadFault(Enum):
    """What the download of a file meets instead of its content."""

    SIGN_IN_PAGE = "sign_in_page"
    MISSING = "missing"
    REDIRECT = "redirect"
    TRUNCATED = "truncated"
    STALLED = "stalled"
    SLOW = "slow"
    BUSY = "busy"


class FileFault(Enum):
    """What a dropped file is in the eyes of the bot, other than an ordinary one."""

    CHECK_FILE_INFO = "check_file_info"
    TOMBSTONE = "tombstone"
    EXTERNAL = "external"
    REMOTE = "remote"
    ACCESS_DENIED = "access_denied"
    HIDDEN_BY_LIMIT = "hidden_by_limit"
    NO_TYPE = "no_type"


class DeliveryFault(Enum):
    """What happens to a payload on its way to the bot."""

    DUPLICATE = "duplicate"
    LOST = "lost"


class Faults:
    """Every switch of one workspace.

    `api` goes by method, `download` and `file` by file name, `delivery` by what is delivered:
    a command, a callback_id, an action_id, or an event's type; `click` goes by the same but leaves
    events alone; `webhook` goes by `respond` for answers to an interaction and by `upload` for the
    bytes of a file.
    """

    def __init__(self) -> None:
        self.api: Rules[ApiFault] = Rules()
        self.download: Rules[DownloadFault] = Rules()
        self.file: Rules[FileFault] = Rules()
        self.delivery: Rules[DeliveryFault] = Rules()
        self.click: Rules[DeliveryFault] = Rules()
        self.webhook: Rules[ApiFault] = Rules()
