"""Slack's file objects, read and checked; pure."""

from collections.abc import Mapping
from typing import Any

from state.acceptance import FileRules
from state.part import SharedFile
from state.problems import External, FileError, Gone, Hidden, NotAPart, Remote, SlackAway, Withheld

OURS = frozenset({"hosted", "snippet"})
"""The modes of files that Slack itself keeps; others are documents of its own, such as canvases."""
REMOTE = "app"
"""The `external_type` of a file that an app of the workspace added, and keeps elsewhere."""
STUB = "check_file_info"


def shared_file(file: Mapping[str, Any]) -> SharedFile:
    """Read what identifies a file; name and size may be empty where Slack does not tell them."""
    return SharedFile(id=file["id"], name=file.get("name") or "", size=file.get("size") or 0)


def glance(file: Mapping[str, Any], rules: FileRules) -> None:
    """Pass a file object of a message: it can become a part, or tells too little to know.

    In channels that are shared with others, messages hold only stubs, and a file that Slack still
    scans may have no size yet. Raises the `FileError` that says why it cannot become a part.
    Source: https://docs.slack.dev/apis/slack-connect/
    """
    if not _tells_little(file):
        check(file, rules)


def check(file: Mapping[str, Any], rules: FileRules) -> None:
    """Pass a file object that can become a part; raises the `FileError` that says why it cannot.

    Source: https://docs.slack.dev/reference/objects/file-object
    """
    if (error := _out_of_reach(file)) is not None:
        raise error
    rules.check(file.get("name") or "", file.get("size") or 0)


def is_there(file: Mapping[str, Any]) -> bool:
    """Tell whether Slack still has the file and shows it."""
    return not isinstance(_out_of_reach(file), Gone | Hidden)


def _tells_little(file: Mapping[str, Any]) -> bool:
    if file.get("file_access") == STUB:
        return True
    told = bool(file.get("name") and file.get("size"))
    return not told and _out_of_reach(file) is None


def _out_of_reach(file: Mapping[str, Any]) -> FileError | None:
    error: FileError | None = None
    match file:
        case {"mode": "tombstone"} | {"file_access": "file_not_found"}:
            error = Gone()
        case {"mode": "hidden_by_limit"}:
            error = Hidden()
        case {"file_access": "access_denied"}:
            error = Withheld()
        case {"is_external": True, "external_type": str(kind)} if kind == REMOTE:
            error = Remote()
        case {"mode": "external"} | {"is_external": True}:
            error = External()
        case {"mode": "file_access"}:
            error = SlackAway(STUB)
        case {"mode": str(mode)} if mode not in OURS:
            error = NotAPart()
    return error
