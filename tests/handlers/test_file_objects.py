from typing import Any

import pytest

from handlers.files import check, glance, shared_file
from state.acceptance import FileRules
from state.part import SharedFile
from state.problems import (
    EmptyFile,
    External,
    FileError,
    Gone,
    Hidden,
    NotAPart,
    Remote,
    SlackAway,
    TooLarge,
    Withheld,
)

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
        ({"file_access": "file_not_found"}, Gone),
        ({"mode": "hidden_by_limit"}, Hidden),
        ({"mode": "file_access", "file_access": "access_denied"}, Withheld),
        ({"mode": "file_access", "file_access": "check_file_info"}, SlackAway),
        ({"mode": "external"}, External),
        ({"mode": "external", "is_external": True, "external_type": "gdrive"}, External),
        ({"mode": "external", "is_external": True, "external_type": "app"}, Remote),
        ({"is_external": True}, External),
        ({"mode": "canvas", "name": "plan.stl"}, NotAPart),
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


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"mode": "file_access", "file_access": "check_file_info", "name": None, "size": None},
        {"name": None},
        {"size": 0},
    ],
)
def test_what_a_message_tells_little_of_may_become_a_part(changes: dict[str, Any]) -> None:
    glance(a_file_object(**changes), RULES)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"mode": "tombstone", "name": None, "size": None}, Gone),
        ({"mode": "hidden_by_limit", "name": None, "size": None}, Hidden),
        ({"mode": "external", "size": 0}, External),
        ({"name": "notes.txt"}, NotAPart),
        ({"size": 1_000_001}, TooLarge),
    ],
)
def test_what_a_message_tells_enough_of_is_turned_down_at_once(
    changes: dict[str, Any], error: type[FileError]
) -> None:
    with pytest.raises(error):
        glance(a_file_object(**changes), RULES)
