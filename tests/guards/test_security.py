"""What is claimed to be proved is proved by tests that exist."""

import ast
import re

from tests.guards.sources import ROOT, sources


def test_every_measure_names_tests_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    named = [re.findall(r"`(test_\w+)`", row) for row in rows]
    known = {
        node.name
        for source in sources("tests")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef)
    }

    assert all(named)
    assert [] == [test for tests in named for test in tests if test not in known]
