"""What the log really writes: at any level, with its own form and filters."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def written_to(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Give what `configure` lets be written; afterwards everything is put back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    # Otherwise `configure` would close the handlers of pytest.
    root.handlers.clear()
    try:
        yield lambda: capsys.readouterr().err
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
