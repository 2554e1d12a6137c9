from typing import Any

import pytest

from handlers.files import check, shared_file
from state.acceptance import FileRules
from state.part import SharedFile
from state.problems import EmptyFile, External, FileError, Gone, NotAPart, TooLarge

RULES = FileRules(extensions=("stl", "3mf"), most_mb=1)


def a_file_object(**changes: Any) -> dict[str, Any]:
    """Build a file as Slack describes it."""
    return {"id": "F1", "name": "bracket.stl", "size": 684, "mode": "hosted"} | changes


def test_a_file_object_is_read() -> None:
    expected = SharedFile(id="F1", name="bracket.stl", size=684)

    assert expected == shared_file(a_file_object(mimetype="application/octet-stream"))


def test_a_stub_tells_only_its_id() -> None:
    assert SharedFile(id="F1", name="", size=0) == shared_file({"id": "F1", "mode": "tombstone"})
    assert SharedFile(id="F1", name="", size=0) == shared_file(a_file_object(name=None, size=None))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "BRACKET.STL"},
        {"name": "bracket.v2.3mf"},
        {"size": 1_000_000},
        {"mode": "snippet"},
    ],
)
def test_a_part_passes(changes: dict[str, Any]) -> None:
    check(a_file_object(**changes), RULES)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"mode": "tombstone"}, Gone),
        ({"mode": "hidden_by_limit"}, Gone),
        ({"mode": "external"}, External),
        ({"mode": "file_access"}, External),
        ({"is_external": True}, External),
        ({"name": "notes.txt"}, NotAPart),
        ({"name": "stl"}, NotAPart),
        ({"name": "bracket.stl.exe"}, NotAPart),
        ({"name": None}, NotAPart),
        ({"size": 0}, EmptyFile),
        ({"size": None}, EmptyFile),
        ({"size": 1_000_001}, TooLarge),
    ],
)
def test_what_cannot_become_a_part_is_turned_down(
    changes: dict[str, Any], error: type[FileError]
) -> None:
    with pytest.raises(error):
        check(a_file_object(**changes), RULES)
