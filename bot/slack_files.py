"""Files that people shared in Slack, as checked streams."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from requests import Response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.first_bytes import HEAD, ending, fits, is_mistaken, is_page
from bot.slack_download import Downloader, chunks, end_reads
from handlers.files import check, shared_file
from state.acceptance import FileRules
from state.part import SharedFile
from state.ports import Download
from state.problems import (
    CutShort,
    FileError,
    Gone,
    Misnamed,
    NotAPart,
    SignInPage,
    SlackAway,
    TooLarge,
)


@dataclass(frozen=True, slots=True)
class SlackFiles:
    """The `Files` port, on `files.info` and Slack's file hosts.

    Slack scans an upload before it hands it out: for some seconds it may be empty or missing, so
    it is asked for again after each of the `pauses`.
    """

    client: WebClient
    downloader: Downloader
    rules: FileRules
    sleep: Callable[[float], None]
    pauses: tuple[float, ...] = (0.5, 1.0, 2.0)

    def look(self, file: SharedFile) -> SharedFile:
        """Ask what a file is; raises `FileError` when it cannot become a part."""
        info = self._info(file)
        check(info, self.rules)
        return shared_file(info)

    @contextmanager
    def open(self, file: SharedFile) -> Iterator[Download]:
        """Open a file for reading; raises `FileError` when it may not or cannot be fetched."""
        info = self._info(file)
        check(info, self.rules)
        name, size = info["name"], info["size"]
        with self._get(file, info.get("url_private_download") or info["url_private"]) as response:
            if "text/html" in response.headers.get("Content-Type", ""):
                raise _page(response, size)
            try:
                yield Download(name, size, self._checked(response, name, size))
            finally:
                end_reads(response)

    def _info(self, file: SharedFile) -> dict[str, Any]:
        for pause in self.pauses:
            if (info := self._ask(file)).get("size"):
                return info
            self.sleep(pause)
        return self._ask(file)

    def _ask(self, file: SharedFile) -> dict[str, Any]:
        try:
            info: dict[str, Any] = self.client.files_info(file=file.id)["file"]
        except SlackApiError as error:
            if error.response["error"] in {"file_not_found", "file_deleted"}:
                raise Gone from None
            if error.response["error"] == "missing_scope":
                raise SignInPage from None
            raise SlackAway(error.response["error"]) from None
        except OSError as error:
            raise SlackAway(type(error).__name__) from None
        return info

    def _get(self, file: SharedFile, url: str) -> Response:
        for pause in self.pauses:
            try:
                return self.downloader.get(url, self.client.token or "")
            except Gone:
                self.sleep(pause)
                # A file that was deleted is known to be; one that is only late is still there.
                self._ask(file)
        return self.downloader.get(url, self.client.token or "")

    def _checked(self, response: Response, name: str, size: int) -> Iterator[bytes]:
        done = 0
        for chunk in chunks(response):
            if done == 0:
                _sniff(chunk[:HEAD], response, name, size)
            done += len(chunk)
            if done > self.rules.most_bytes:
                raise TooLarge(str(self.rules.most_mb))
            if done > size:
                raise CutShort
            yield chunk
        if done < size:
            raise CutShort


def _sniff(head: bytes, response: Response, name: str, size: int) -> None:
    """Pass the first bytes of a file that may be what its name says."""
    if is_page(head):
        raise _page(response, size)
    if is_mistaken(head):
        raise NotAPart
    if not fits(name, head, size):
        raise Misnamed(ending(name))


def _page(response: Response, size: int) -> FileError:
    """Tell a web page that somebody shared from the one with which Slack refuses."""
    its_own = response.headers.get("Content-Length") == str(size)
    return NotAPart() if its_own else SignInPage()
