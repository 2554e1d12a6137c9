"""Pictures that the bot puts into Slack, seen only where its messages show them."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_uploads import SlackUploads, Upload, UploadFailed

log = logging.getLogger(__name__)
PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Slack looks at an upload before it shows it: only then does it say what kind of file it is."""


@dataclass(frozen=True, slots=True)
class SlackPictures:
    """The `Pictures` port, on Slack's uploads. They are shared with no channel by themselves.

    Source: `files.info`.
    """

    client: WebClient
    uploads: SlackUploads
    sleep: Callable[[float], None] = time.sleep

    def keep(self, picture: bytes, name: str, words: str) -> str | None:
        """Upload a PNG and give its file id; `None` when Slack does not take it. Never raises."""
        try:
            file = self.uploads.put(Upload(name, picture, len(picture), words))
            self._await_kind(file)
        except UploadFailed as failed:
            log.warning("a picture is left out: %s", failed)
        except OSError as error:
            log.warning("a picture is left out: %s", type(error).__name__)
        else:
            return file
        return None

    def _await_kind(self, file: str) -> None:
        """Wait until Slack can show the picture; whoever shows it has to bear that it cannot."""
        for pause in PAUSES:
            with suppress(SlackApiError):
                if self.client.files_info(file=file)["file"].get("mimetype"):
                    return
            self.sleep(pause)
