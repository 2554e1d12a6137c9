"""The files methods: what the bot reads about files, and what it uploads."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.slack.api.access import Access
from bot.sandbox.slack.api.call import ApiError, Call
from bot.sandbox.slack.faults import FileFault
from bot.sandbox.slack.model.channels import Message
from bot.sandbox.slack.model.files import SlackFile
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.timeline import Timeline
from bot.sandbox.slack.wire import Json


@dataclass
class _Upload:
    file_id: str
    name: str
    length: int
    content: bytes | None = None


class Files:
    """files.* of the external upload flow. https://docs.slack.dev/reference/methods#files."""

    def __init__(self, world: World, access: Access, timeline: Timeline) -> None:
        self._world = world
        self._access = access
        self._timeline = timeline
        self._uploads: dict[str, _Upload] = {}

    def info(self, call: Call) -> Json:
        """Describe a file."""
        file = self._world.files.get(call.need("file"))
        if file is None or not self._world.bot_sees(file):
            raise ApiError("file_not_found")
        if file.deleted or file.fault is FileFault.TOMBSTONE:
            raise ApiError("file_deleted")
        return {"file": file.to_json(self._world.base_url, self._world.team.id)}

    def get_upload_url(self, call: Call) -> Json:
        """Give an address to upload one file to."""
        length = call.need("length")
        if not length.isdigit() or length == "0":
            raise ApiError("missing_argument")
        upload = _Upload(self._world.ids.new("F"), call.need("filename"), int(length))
        ticket = self._world.ids.secret()
        self._uploads[ticket] = upload
        url = f"{self._world.base_url}/upload/v1/{ticket}"
        return {"upload_url": url, "file_id": upload.file_id}

    def receive(self, ticket: str, content: bytes) -> bool:
        """Take the bytes of an upload; whether the address is good and the length as announced."""
        upload = self._uploads.get(ticket)
        if upload is None or len(content) != upload.length:
            return False
        upload.content = content
        return True

    def complete_upload(self, call: Call) -> Json:
        """Turn uploads into files, and share them if a channel is given."""
        asked = {str(f["id"]): str(f.get("title") or "") for f in call.json("files") or []}
        if not asked:
            raise ApiError("invalid_arguments")
        files = [self._finish(file_id, title) for file_id, title in asked.items()]
        if channel := call.text("channel_id"):
            self._share(call, channel, files)
        return {"files": [{"id": f.id, "title": f.title or f.name} for f in files]}

    def methods(self) -> dict[str, Callable[[Call], Json]]:
        """Give each method under its name."""
        return {
            "files.info": self.info,
            "files.getUploadURLExternal": self.get_upload_url,
            "files.completeUploadExternal": self.complete_upload,
        }

    def _finish(self, file_id: str, title: str) -> SlackFile:
        found = (t for t, u in self._uploads.items() if u.file_id == file_id and u.content)
        ticket = next(found, None)
        if ticket is None:
            raise ApiError("file_not_found")
        upload = self._uploads.pop(ticket)
        bot = self._world.installation.bot_user
        file = SlackFile(file_id, upload.name, upload.content or b"", bot, int(time.time()), title)
        self._world.files[file_id] = file
        return file

    def _share(self, call: Call, channel_id: str, files: list[SlackFile]) -> None:
        channel = self._access.writable(channel_id)
        message = Message(
            ts=self._world.ids.timestamp(),
            channel=channel.id,
            user=self._world.installation.bot_user,
            text=call.text("initial_comment"),
            thread_ts=call.text("thread_ts") or None,
            bot_id=self._world.installation.bot_id,
            files=[f.id for f in files],
        )
        self._timeline.post(message)
