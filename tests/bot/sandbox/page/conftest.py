from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from bot.sandbox.town import Town, town
from tests.bot.sandbox.page.visitor import Visitor

Visit = Callable[[str], Visitor]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A whole sandbox, its bot not started."""
    with town(tmp_path) as place:
        yield place


@pytest.fixture
def visit(place: Town) -> Iterator[Visit]:
    """Lets somebody in, by handle."""
    with ExitStack() as stack:
        yield lambda handle: Visitor(place.url, handle, stack.enter_context(requests.Session()))


@pytest.fixture
def ada(visit: Visit) -> Visitor:
    return visit("ada")


@pytest.fixture
def ben(visit: Visit) -> Visitor:
    return visit("ben")
