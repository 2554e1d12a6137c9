"""Files that people and the bot put into the workspace."""

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.slack.faults import FileFault
from bot.sandbox.slack.wire import Json

_CHUNK = 1 << 20
_UNKNOWN = "application/octet-stream"
_FOREIGN = "https://files.elsewhere.example"
_ELSEWHERE: dict[FileFault | None, str] = {FileFault.EXTERNAL: "gdrive", FileFault.REMOTE: "app"}


@dataclass
class SlackFile:
    """A file; its content is bytes, or a path that is read only when somebody downloads it."""

    id: str
    name: str
    content: bytes | Path
    user: str
    created: int
    title: str = ""
    fault: FileFault | None = None
    deleted: bool = False
    is_handed_in: bool = False
    """Whether somebody put it into a modal of the bot."""
    shares: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Length in bytes."""
        if isinstance(self.content, Path):
            return self.content.stat().st_size
        return len(self.content)

    @property
    def mimetype(self) -> str:
        """What Slack takes it for, judged by its name."""
        guess = mimetypes.guess_type(self.name)[0] or ""
        is_known = guess.startswith(("image/", "text/", "application/pdf"))
        return guess if is_known else _UNKNOWN

    def chunks(self, limit: int) -> Iterator[bytes]:
        """Give the first `limit` bytes piece by piece."""
        if isinstance(self.content, bytes):
            yield self.content[:limit]
            return
        with self.content.open("rb") as stream:
            while limit > 0 and (chunk := stream.read(min(_CHUNK, limit))):
                limit -= len(chunk)
                yield chunk

    def to_json(self, base_url: str, team_id: str) -> Json:
        """Give the whole file object of files.info."""
        private = f"{base_url}/files-pri/{team_id}-{self.id}"
        plain = re.sub(r"[^a-z0-9._-]+", "_", self.name.lower())
        external = self.fault in _ELSEWHERE
        if external:
            private = f"{_FOREIGN}/{self.id}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            **self._types(),
            "user": self.user,
            "user_team": team_id,
            "editable": False,
            "size": self.size,
            "mode": self._mode(),
            "is_external": external,
            "external_type": _ELSEWHERE.get(self.fault, ""),
            "is_public": True,
            "file_access": "access_denied" if self.fault is FileFault.ACCESS_DENIED else "visible",
            "url_private": f"{private}/{plain}",
            "url_private_download": f"{private}/download/{plain}",
            "permalink": f"{base_url}/files/{self.user}/{self.id}/{plain}",
            "shares": {"public": self.shares} if self.shares else {},
        }

    def to_event_json(self, base_url: str, team_id: str) -> Json:
        """Give the file object as events and messages carry it: sometimes only a stub."""
        if self.deleted or self.fault is FileFault.TOMBSTONE:
            return {"id": self.id, "mode": "tombstone"}
        if self.fault in {FileFault.CHECK_FILE_INFO, FileFault.ACCESS_DENIED}:
            return {"id": self.id, "mode": "file_access", "file_access": "check_file_info"}
        if self.fault is FileFault.HIDDEN_BY_LIMIT:
            return {"id": self.id, "mode": "hidden_by_limit"}
        whole = self.to_json(base_url, team_id)
        return {key: value for key, value in whole.items() if key != "shares"}

    def _mode(self) -> str:
        match self.fault:
            case FileFault.EXTERNAL | FileFault.REMOTE:
                return "external"
            case FileFault.ACCESS_DENIED:
                return "file_access"
            case FileFault.HIDDEN_BY_LIMIT:
                return "hidden_by_limit"
            case _:
                return "hosted"

    def _types(self) -> Json:
        if self.fault is FileFault.NO_TYPE:
            return {"mimetype": "", "filetype": "", "pretty_type": ""}
        if self.mimetype == _UNKNOWN:
            return {"mimetype": _UNKNOWN, "filetype": "binary", "pretty_type": "Binary"}
        kind = Path(self.name).suffix.lstrip(".").lower()
        return {"mimetype": self.mimetype, "filetype": kind, "pretty_type": kind.upper()}
