"""The image is not built here, so its recipe is read."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.health import Health, Watched, nothing
from bot.http_server import HttpServer, opened
from state.ports import DeskHealth
from tests.guards.sources import ROOT

SECRET = re.compile("TOKEN|SECRET|PASSWORD|KEY|DATABASE_URL")
PINNED = re.compile(r"[a-z/]+:\d+\.\d+(\.\d+)?-[a-z0-9-]+")


def instructions() -> list[tuple[str, str]]:
    """Give every instruction of the recipe and what stands behind it, on one line each."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines if line)]


def of(name: str) -> list[str]:
    return [rest for word, rest in instructions() if word == name]


def test_the_image_stands_on_a_version_that_stays() -> None:
    (base,) = of("FROM")
    compose = (ROOT / "docs/deploy/compose.yaml").read_text(encoding="utf-8")
    images = [base, *re.findall(r"image: (\S+)", compose)]

    assert images == [image for image in images if PINNED.fullmatch(image)]


def test_the_bot_is_not_root_when_it_runs() -> None:
    (user,) = of("USER")
    words = [word for word, _ in instructions()]

    assert int(user) > 0
    assert "RUN" not in words[words.index("USER") :]


def test_nothing_is_fetched_but_what_the_lock_names() -> None:
    assert [] == of("ADD")
    assert [] == [run for run in of("RUN") if re.search(r"https?:|curl|wget|apt-get", run)]


def test_no_secret_is_part_of_the_image() -> None:
    assert [] == [rest for rest in [*of("ENV"), *of("ARG")] if SECRET.search(rest)]
    assert ".env" in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_what_is_copied_is_there() -> None:
    copied = [Path(name) for rest in of("COPY") for name in rest.split()[:-1]]

    assert copied
    assert [] == [path for path in copied if not (ROOT / path).exists()]


@pytest.mark.parametrize("words", ["--requirement requirements.lock", "--editable ."])
def test_the_image_is_set_up_like_a_checkout(words: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (line,) = (line.strip() for line in makefile.splitlines() if line.endswith(words))

    assert line.startswith("$(BIN)/")
    assert line.replace("$(BIN)", ".venv/bin") in " && ".join(of("RUN"))


def test_the_bot_runs_as_everywhere() -> None:
    procfile = (ROOT / "Procfile").read_text(encoding="utf-8")
    unit = (ROOT / "docs/deploy/printdesk.service").read_text(encoding="utf-8")

    assert "worker: printdesk run" in procfile
    assert ['[".venv/bin/printdesk", "run"]'] == of("CMD")
    assert "/.venv/bin/printdesk run\n" in unit


def test_the_recipe_has_nothing_that_hadolint_finds() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    # A tool of the lock, with the project's own recipe.
    done = subprocess.run(  # noqa: S603
        [hadolint, "--no-color", "--failure-threshold=style", "Dockerfile"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ("", 0) == (done.stdout + done.stderr, done.returncode)


@pytest.fixture
def health() -> Health:
    return Health(60.0, DeskHealth)


@pytest.fixture
def port(health: Health) -> Iterator[int]:
    server = HttpServer(Watched(health, None, nothing), opened(0), threads=1)
    server.open()
    with closing(server):
        yield server.port


@pytest.mark.parametrize("ready", [True, False])
def test_the_health_check_is_what_the_bot_says_of_itself(
    health: Health, port: int, *, ready: bool
) -> None:
    for sign in (health.store, health.engine):
        sign.note(good=ready)
    (check,) = of("HEALTHCHECK")
    program, *arguments = json.loads(check.partition("CMD ")[2])
    # What the image runs, with the interpreter of this checkout.
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        env={**os.environ, "METRICS_PORT": str(port)},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert ".venv/bin/python" == program
    assert ready == (done.returncode == 0)
    assert any("METRICS_PORT=" in rest for rest in of("ENV"))


def test_the_image_writes_only_where_something_is_mounted() -> None:
    (settings,) = of("ENV")

    assert "PYTHONDONTWRITEBYTECODE=1" in settings
    assert of("VOLUME") == re.findall(r"DATA_DIR=(\S+)", settings)
