import subprocess
import sys

import pytest

from tests.guards.sources import ROOT, sources

IMPORTED = "import sys; import {}; print('numpy' in sys.modules)"


@pytest.mark.parametrize("modules", ["bot.app, bot.preview.looking", "bot.preview.child"])
def test_neither_the_bot_nor_who_sees_no_triangles_imports_numpy(modules: str) -> None:
    # Our own interpreter, with our own modules.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", IMPORTED.format(modules)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ("False\n", 0) == (done.stdout, done.returncode), done.stderr


def test_only_the_preview_knows_numpy() -> None:
    assert [] == [
        found
        for source in sources("state", "handlers", "bot")
        for found in source.imports()
        if found.module.split(".")[0] == "numpy" and not found.by.startswith("bot/preview/")
    ]
