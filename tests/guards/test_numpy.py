import subprocess
import sys

from tests.guards.sources import ROOT, sources

IMPORTED = "import sys; import bot.app, bot.preview.looking; print('numpy' in sys.modules)"


def test_the_bot_itself_never_imports_numpy() -> None:
    # Our own interpreter, with our own modules.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", IMPORTED],
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
