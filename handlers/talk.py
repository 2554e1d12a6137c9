"""What crosses the network after the acknowledgement, and what becomes of its errors."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from uuid import uuid4

from handlers.windows import is_repetition

log = logging.getLogger(__name__)
MOST_AT_ONCE = 16


class Talk:
    """Runs what has to be said on its own threads, so that acknowledgements never wait for it."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="talk")

    def later(
        self, say: Callable[[], object], sorry: Callable[[str], object] | None = None
    ) -> None:
        """Run `say` soon; when it fails, log the error and call `sorry` with its reference.

        What Slack delivers twice cannot open its window twice, which is no failure.

        Once closed, nothing is said: what 3YOURMIND answers late may come when the bot is leaving.
        """
        try:
            # Lines of the log tell of the request for which it is said.
            self._pool.submit(copy_context().run, self._run, say, sorry)
        except RuntimeError:
            log.info("left unsaid, as the bot is stopping")

    def close(self) -> None:
        """Let what is being said end, and begin nothing new."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, say: Callable[[], object], sorry: Callable[[str], object] | None) -> None:
        try:
            say()
        except Exception as error:
            if is_repetition(error):
                log.info("a window was open already: asked for twice")
                return
            reference = uuid4().hex[:8]
            log.exception("unexpected error %s", reference)
            if sorry is not None:
                # At once: once closed, the pool would take nothing new.
                self._run(lambda: sorry(reference), None)
