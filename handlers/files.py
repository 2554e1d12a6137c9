"""Slack's file objects, read and checked; pure."""

from collections.abc import Mapping
from typing import Any

from state.acceptance import FileRules
from state.part import SharedFile
from state.problems import External, Gone

GONE = frozenset({"tombstone", "hidden_by_limit"})
ELSEWHERE = frozenset({"external", "file_access"})


def shared_file(file: Mapping[str, Any]) -> SharedFile:
    """Read what identifies a file; name and size may be empty where Slack does not tell them."""
    return SharedFile(id=file["id"], name=file.get("name") or "", size=file.get("size") or 0)


def check(file: Mapping[str, Any], rules: FileRules) -> None:
    """Pass a file object that can become a part; raises the `FileError` that says why it cannot.

    Source: https://docs.slack.dev/reference/objects/file-object
    """
    mode = file.get("mode")
    if mode in GONE:
        raise Gone
    if mode in ELSEWHERE or file.get("is_external"):
        raise External
    rules.check(file.get("name") or "", file.get("size") or 0)
