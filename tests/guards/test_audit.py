import json
from collections.abc import Mapping

import pytest

from tests.audit import AWAY, verdict
from tests.guards.sources import ROOT

SOUND = {"name": "requests", "version": "2.32.5", "vulns": []}
HOLE = {"id": "PYSEC-2018-28", "fix_versions": ["2.20.0"], "aliases": [], "description": ""}
UNKNOWN = {"name": "requests", "skip_reason": "Dependency not found"}


def told(*packages: Mapping[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_packages_without_a_known_hole_are_fine() -> None:
    judged = verdict(told(SOUND), "")

    assert ("pip-audit: no known hole in 1 packages.", True) == (judged.says, judged.is_fine)


def test_a_known_hole_is_named_and_fails() -> None:
    old = {"name": "requests", "version": "2.19.1", "vulns": [HOLE]}
    judged = verdict(told(SOUND, old), "Found 1 known vulnerability")

    assert "requests 2.19.1: PYSEC-2018-28, mended in ['2.20.0']" == judged.says
    assert not judged.is_fine


def test_a_package_that_the_database_does_not_know_is_named() -> None:
    judged = verdict(told(SOUND, {"name": "typo", "skip_reason": "Dependency not found"}), "")

    assert "pip-audit: no known hole in 1 packages; not looked at: typo." == judged.says
    assert judged.is_fine


@pytest.mark.parametrize(
    ("out", "complaints"),
    [
        (told(UNKNOWN, UNKNOWN), "No known vulnerabilities found"),
        ("", "Traceback …\nrequests.exceptions.ProxyError: HTTPSConnectionPool(host=…)"),
        ("", "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed"),
    ],
)
def test_a_database_that_is_out_of_reach_is_said_in_one_line(out: str, complaints: str) -> None:
    judged = verdict(out, complaints)

    assert (AWAY, True) == (judged.says, judged.is_fine)


@pytest.mark.parametrize("complaints", ["", "ERROR:pip_audit._cli:invalid requirements input"])
def test_whatever_else_it_complains_of_fails(complaints: str) -> None:
    assert not verdict("", complaints).is_fine


def test_every_change_is_audited() -> None:
    assert "\nmake audit\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")
