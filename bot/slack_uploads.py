"""Files that the bot puts into Slack."""

from dataclasses import dataclass, field
from typing import BinaryIO

import requests
from requests import RequestException
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_hosts import is_slacks
from bot.slack_sessions import patient_session

TIMEOUTS = (5.0, 30.0)


class UploadFailed(Exception):
    """Slack did not take a file; the message says why, without the secret address."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What is uploaded: `size` bytes, and words for those who do not see a picture."""

    name: str
    content: bytes | BinaryIO
    size: int
    words: str | None = None


@dataclass(frozen=True, slots=True)
class SlackUploads:
    """Uploads to Slack's own hosts only, with constant memory where the content is a file.

    Source: `files.getUploadURLExternal` and `files.completeUploadExternal`.
    """

    client: WebClient
    hosts: frozenset[str]
    session: requests.Session = field(default_factory=patient_session)

    def put(self, upload: Upload, channel: str | None = None, comment: str | None = None) -> str:
        """Upload a file and give its id; it is seen in no channel but the one that is given.

        Raises:
            UploadFailed: Slack does not take it, or cannot be reached.
        """
        try:
            return self._put(upload, channel, comment)
        except SlackApiError as error:
            raise UploadFailed(f"Slack says {error.response['error']}") from None
        except (RequestException, OSError) as error:
            raise UploadFailed(type(error).__name__) from None

    def _put(self, upload: Upload, channel: str | None, comment: str | None) -> str:
        place = self.client.files_getUploadURLExternal(
            filename=upload.name, length=upload.size, alt_txt=upload.words
        )
        if not is_slacks(place["upload_url"], self.hosts):
            raise UploadFailed("it was to go to a host that is not Slack's")
        # The address is the permission: the bot's token does not go along.
        answer = self.session.post(
            place["upload_url"], data=upload.content, allow_redirects=False, timeout=TIMEOUTS
        )
        if answer.status_code != requests.codes.ok:
            raise UploadFailed(f"its upload was answered {answer.status_code}")
        file = str(place["file_id"])
        self.client.files_completeUploadExternal(
            files=[{"id": file, "title": upload.name}], channel_id=channel, initial_comment=comment
        )
        return file
