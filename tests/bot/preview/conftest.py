from pathlib import Path

import pytest

from tests.bot.preview import files
from tests.bot.preview.shapes import box


@pytest.fixture
def part(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(files.stl(box()))
    return path
