"""Pictures that the bot puts into Slack, seen only where its messages show them."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import requests
from requests import RequestException
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_hosts import is_slacks

log = logging.getLogger(__name__)
TIMEOUTS = (5.0, 30.0)
PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Slack looks at an upload before it shows it: only then does it say what kind of file it is."""


@dataclass(frozen=True, slots=True)
class SlackPictures:
    """The `Pictures` port, on Slack's uploads. They are shared with no channel by themselves.

    Source: `files.getUploadURLExternal`, `files.completeUploadExternal` and `files.info`.
    """

    client: WebClient
    hosts: frozenset[str]
    sleep: Callable[[float], None] = time.sleep
    session: requests.Session = field(default_factory=requests.Session)

    def keep(self, picture: bytes, name: str, words: str) -> str | None:
        """Upload a PNG and give its file id; `None` when Slack does not take it. Never raises."""
        try:
            return self._upload(picture, name, words)
        except SlackApiError as error:
            log.warning("a picture is left out: Slack says %s", error.response["error"])
        except (RequestException, OSError) as error:
            log.warning("a picture is left out: %s", type(error).__name__)
        return None

    def _upload(self, picture: bytes, name: str, words: str) -> str | None:
        place = self.client.files_getUploadURLExternal(
            filename=name, length=len(picture), alt_txt=words
        )
        if not is_slacks(place["upload_url"], self.hosts):
            log.warning("a picture is left out: it was to go to a host that is not Slack's")
            return None
        # The address is the permission: the bot's token does not go along.
        answer = self.session.post(
            place["upload_url"], data=picture, allow_redirects=False, timeout=TIMEOUTS
        )
        if answer.status_code != requests.codes.ok:
            log.warning("a picture is left out: its upload was answered %s", answer.status_code)
            return None
        file = str(place["file_id"])
        self.client.files_completeUploadExternal(files=[{"id": file, "title": name}])
        self._await_kind(file)
        return file

    def _await_kind(self, file: str) -> None:
        """Wait until Slack can show the picture; whoever shows it has to bear that it cannot."""
        for pause in PAUSES:
            with suppress(SlackApiError):
                if self.client.files_info(file=file)["file"].get("mimetype"):
                    return
            self.sleep(pause)
