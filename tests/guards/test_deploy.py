"""What is given to run the bot with: a compose file and a unit of systemd."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.settings import Settings
from tests.guards.sources import ROOT

COMPOSE = ROOT / "docs/deploy/compose.yaml"
UNIT = ROOT / "docs/deploy/printdesk.service"
ANALYZE = shutil.which("systemd-analyze")
MOST_TO_STOP = 20
"""Seconds in which the bot stops, whatever is under way; see `bot.__main__`."""
Duration = Annotated[str, StringConstraints(pattern=r"^\d+(ms|s|m|h)$")]


class Section(BaseModel):
    """Takes what the specification of compose files knows, as far as ours says it, and no more.

    Source: https://docs.docker.com/reference/compose-file/
    """

    model_config = ConfigDict(extra="forbid", strict=True)


class Check(Section):
    test: list[str] = Field(min_length=2)
    interval: Duration


class Needed(Section):
    condition: str = Field(pattern="^service_(started|healthy|completed_successfully)$")


class Service(Section):
    build: str | None = None
    image: str | None = None
    env_file: str | None = None
    environment: Mapping[str, str | int] = {}
    depends_on: Mapping[str, Needed] = {}
    init: bool = False
    read_only: bool = False
    tmpfs: str | None = None
    volumes: list[str] = []
    cap_drop: list[str] = []
    security_opt: list[str] = []
    restart: str = Field(pattern="^(no|always|on-failure|unless-stopped)$")
    stop_grace_period: Duration | None = None
    ports: list[str] = []
    healthcheck: Check | None = None


class Compose(Section):
    services: Mapping[str, Service]
    volumes: Mapping[str, None] = {}


@pytest.fixture
def compose() -> Compose:
    read: Any = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return Compose.model_validate(read)


def test_the_compose_file_is_one_in_itself(compose: Compose) -> None:
    for service in compose.services.values():
        named = {volume.partition(":")[0] for volume in service.volumes}

        assert (service.build is None) != (service.image is None)
        assert named <= set(compose.volumes)
        assert set(service.depends_on) <= set(compose.services)
        for needed, how in service.depends_on.items():
            assert "healthy" not in how.condition or compose.services[needed].healthcheck


def test_the_composed_bot_may_do_as_little_as_it_needs(compose: Compose) -> None:
    bot = compose.services["printdesk"]

    assert (True, "/tmp", ["ALL"]) == (bot.read_only, bot.tmpfs, bot.cap_drop)  # noqa: S108 - of the container
    assert ["no-new-privileges:true"] == bot.security_opt
    assert [] == [port for port in bot.ports if not port.startswith("127.0.0.1:")]
    assert (COMPOSE.parent / str(bot.build) / "Dockerfile").resolve() == ROOT / "Dockerfile"
    assert f"{bot.environment['DATA_DIR']}" in [v.partition(":")[2] for v in bot.volumes]


def test_the_composed_bot_is_set_by_settings_that_there_are(compose: Compose) -> None:
    names = {name.lower() for name in compose.services["printdesk"].environment}

    assert names <= set(Settings.model_fields)


def test_whoever_stops_the_bot_waits_until_it_has(compose: Compose) -> None:
    unit = UNIT.read_text(encoding="utf-8")
    (patience,) = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    grace = compose.services["printdesk"].stop_grace_period

    assert grace == f"{patience}s"
    assert int(patience) > MOST_TO_STOP


@pytest.mark.skipif(
    ANALYZE is None and not os.environ.get("REQUIRE_SYSTEMD"), reason="systemd is not installed"
)
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    program = tmp_path / ".venv/bin/printdesk"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    unit = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    unit.write_text(text.replace("/opt/printdesk", str(tmp_path)), encoding="utf-8")
    # systemd's own program, with the project's own unit.
    done = subprocess.run(  # noqa: S603
        [str(ANALYZE), "verify", "--man=no", unit],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ("", 0) == (done.stdout + done.stderr, done.returncode)
