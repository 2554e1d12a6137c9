import ast

import pytest

from tests.guards.sources import Source, sources

REPLACING = ("unittest", "mock", "pytest_mock")
WAITING = "tests/bot/waiting.py"
"""The one place that sleeps, between two looks at what a test waits for."""


def called(source: Source) -> set[str]:
    """Name every function that is called, as it is written."""
    calls = (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))
    return {ast.unparse(call.func) for call in calls}


@pytest.mark.parametrize("source", sources("tests"), ids=lambda source: source.path)
def test_a_test_replaces_nothing_of_ours(source: Source) -> None:
    imported = {found.module.split(".")[0] for found in source.imports()}
    replacing = {name for name in called(source) if name == "patch" or "Mock" in name}

    assert set() == imported.intersection(REPLACING)
    assert set() == replacing | called(source) & {"monkeypatch.setattr"}


def test_no_test_sleeps() -> None:
    sleeps = {source.path for source in sources("tests") if "time.sleep" in called(source)}

    assert sleeps <= {WAITING}
