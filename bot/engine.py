"""The thin skin around DBOS: durable runs that are started once by key and go on after a crash."""

import fcntl
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from dbos import DBOS, DBOSPortableJSONSerializer, SetWorkflowID

from bot.observing import Act, Kind, Watch, unwatched
from bot.runs import Running, Words

Run = Callable[[str, str], None]
VERSION = "printdesk-1"
"""Pinned by hand: by default any change of the code strands the runs that a restart must finish."""
FINISHED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
MOST_THREADS = 200
START_LIMIT = 60.0
"""Seconds to wait while other processes start."""


class EngineFailed(RuntimeError):
    """The engine cannot use its database."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Runs of one name that are under way, and for how many seconds the oldest has been."""

    depth: int = 0
    age: float = 0.0


class Engine:
    """Runs functions of two strings (order, detail) that survive a crash of the process.

    A run that a crash interrupted begins again from its start when `take_over` is told who ran it:
    what it has done already it must find in the record. Its database is a file in `folder`, or
    PostgreSQL by its address; any number of processes may share it. No two processes, now or
    later, may have the same name as `executor`.
    """

    def __init__(
        self,
        folder: Path,
        executor: str = "printdesk",
        database_url: str | None = None,
        watch: Watch = unwatched,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._url = database_url or _file(folder)
        DBOS(
            config={
                "name": "printdesk",
                "system_database_url": self._url,
                "executor_id": executor,
                "application_version": VERSION,
                "serializer": DBOSPortableJSONSerializer(),
                "log_level": "ERROR",
                "max_executor_threads": MOST_THREADS,
                # Nothing here waits for a notification, and a pooler would swallow it.
                "use_listen_notify": False,
                # Closing waits for the next look all the same. Each costs an idle bot something.
                "notification_listener_polling_interval_sec": 0.25,
            }
        )
        self._executor = executor
        self._runs: dict[str, Run] = {}
        self._running = Running()
        self._watch = watch
        self._unwritten = set[str]()

    def register(self, name: str, run: Run) -> None:
        """Name a function so that its runs can be started, and taken over after a crash."""

        @DBOS.workflow(name=name)
        def workflow(order_id: str, detail: str) -> None:
            noting = self._running.noting(Words(name, order_id, detail).id)
            with noting, self._watch(Act(Kind.RUN, name, order=order_id)) as act:
                run(order_id, detail)
                act.outcome = "ok"

        self._runs[name] = workflow

    def launch(self) -> Self:
        """Begin to work; raises `EngineFailed`."""
        with _alone(self._folder / "engine.lock"):
            try:
                DBOS.launch()
            except Exception as error:
                # SQLAlchemy has its own words, and psycopg under it: neither knows the password.
                raise EngineFailed(str(error).splitlines()[0]) from error
        return self

    def start(self, name: str, order_id: str, detail: str) -> None:
        """Start a run; durable when this returns. The same three words never run twice."""
        words = Words(name, order_id, detail)
        if self._running.has(words.id):
            return
        # As nobody's child: a run that begins again would be given back the child that it had
        # before, whatever words it says now, and what it wants now would never run.
        Context().run(self._start, words)

    def has_ended(self, words: Words) -> bool:
        """Tell whether a run with these words was there and has ended, well or not."""
        return not self._running.has(words.id) and bool(_runs(*FINISHED, workflow_ids=[words.id]))

    def under_way(self, *words: str) -> set[Words]:
        """Name the runs that some process has, or will have; only those that begin with `words`."""
        which = {"workflow_id_prefix": "/".join((*words, ""))} if words else {}
        return {Words.of(run.workflow_id) for run in _runs("PENDING", "ENQUEUED", **which)}

    def queues(self) -> Mapping[str, Queue]:
        """Tell how many runs of each name are under way, and how old the oldest is."""
        queues = dict.fromkeys(self._runs, Queue())
        now = time.time()
        for run in _runs("PENDING", "ENQUEUED"):
            name, age = run.workflow_id.split("/", 1)[0], now - run.created_at / 1000
            before = queues.get(name, Queue())
            queues[name] = Queue(before.depth + 1, max(before.age, age))
        return queues

    def executors(self) -> set[str]:
        """Name the executors that have runs under way."""
        return {run.executor_id for run in _runs("PENDING")}

    def take_over(self, executor: str) -> None:
        """Let any process run again what this executor, which is dead, left unfinished.

        Saying it twice does no harm: only what is still the dead one's is taken from it.
        """
        # The public way would also take what a third process has taken over meanwhile.
        DBOS._recover_pending_workflows([executor])  # noqa: SLF001

    def begin_again(self) -> list[str]:
        """Begin again what this process ended without being able to write that down.

        That was the case at the last call, too: an end takes a moment to be written. Gives the ids.
        """
        mine = {run.workflow_id for run in _runs("PENDING", executor_id=self._executor)}
        ended = self._running.ended_among(mine)
        lost, self._unwritten = ended & self._unwritten, ended
        if lost:
            DBOS.resume_workflows(sorted(lost))
        return sorted(lost)

    def forget_finished(self, before: datetime, limit: int) -> int:
        """Forget runs that ended before; fewer than `limit` means that it was all.

        The words of a run that is forgotten would run again.
        """
        told = _runs(*FINISHED, completed_before=before.isoformat(), limit=limit)
        DBOS.delete_workflows([run.workflow_id for run in told])
        return len(told)

    def close(self, patience: float = 5.0) -> None:
        """Let running work end within `patience` seconds; the rest has to be taken over."""
        self._running.wait_for_none(patience)
        DBOS.destroy(destroy_registry=True)

    def _start(self, words: Words) -> None:
        with SetWorkflowID(words.id):
            DBOS.start_workflow(self._runs[words.name], words.order, words.detail)


def _runs(*statuses: str, **which: Any) -> list[Any]:
    which |= {"status": list(statuses), "load_input": False, "load_output": False}
    # A run that asks is not to be given, when it begins again, what it was answered before.
    return list(Context().run(DBOS.list_workflows, **which))


def _file(folder: Path) -> str:
    path = folder / "engine.sqlite"
    # DBOS leaves the journal mode alone, the file keeps it, and WAL is several times as fast.
    with (
        _alone(folder / "engine.lock"),
        closing(sqlite3.connect(path, timeout=START_LIMIT)) as connection,
    ):
        connection.execute("PRAGMA journal_mode=WAL")
    return f"sqlite:///{path.resolve()}"


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Be the only process in the block: two that make the same tables get in each other's way."""
    end = time.monotonic() + START_LIMIT
    with path.open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise EngineFailed(f"another process keeps {path} locked") from None
                time.sleep(0.05)
        yield
