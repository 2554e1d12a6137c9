from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.bulletin import Bulletin, a_bulletin


@pytest.fixture
def bulletin(tmp_path: Path) -> Iterator[Bulletin]:
    with a_bulletin(tmp_path) as bulletin:
        yield bulletin
