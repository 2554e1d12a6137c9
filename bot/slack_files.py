"""Files that people shared in Slack, as checked streams."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

import requests
from requests import PreparedRequest, Response
from requests.auth import AuthBase
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from urllib3.exceptions import HTTPError

from bot.slack_hosts import is_slacks
from handlers.files import check
from state.acceptance import FileRules
from state.part import SharedFile
from state.ports import Download
from state.problems import (
    CutShort,
    External,
    FileError,
    Gone,
    NotAPart,
    SignInPage,
    SlackAway,
    TooLarge,
)

CHUNK = 1 << 20
"""Bytes per read: smaller ones cost several times the processor time, larger ones gain nothing."""
TIMEOUTS = (5.0, 60.0)
PAUSES = (0.5, 1.0, 2.0)
"""Slack scans an upload before it hands it out: for some seconds it may be empty or missing."""
SNIFF = 64
PAGE = (b"<!doctype html", b"<html")


class Bearer(AuthBase):
    """The bot's token; as an auth object, so that no netrc file can put itself in its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Sign a request."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class FileSession(requests.Session):
    """Finds no target in a redirect, whatever it says: requests would parse it, and may fail."""

    def get_redirect_target(self, resp: Response) -> None:
        """Leave the redirect to the caller."""


@dataclass(frozen=True, slots=True)
class SlackFiles:
    """The `Files` port, on `files.info` and Slack's file hosts.

    `hosts` are exact names. The bot's token goes to them only, and by https unless on loopback.
    """

    client: WebClient
    hosts: frozenset[str]
    rules: FileRules
    sleep: Callable[[float], None]
    session: requests.Session = field(default_factory=FileSession)

    @contextmanager
    def open(self, file: SharedFile) -> Iterator[Download]:
        """Open a file for reading; raises `FileError` when it may not or cannot be fetched."""
        info = self._info(file)
        check(info, self.rules)
        with self._get(info.get("url_private_download") or info["url_private"]) as response:
            if "text/html" in response.headers.get("Content-Type", ""):
                raise _page(response, info["size"])
            yield Download(info["name"], info["size"], self._chunks(response, info["size"]))

    def _info(self, file: SharedFile) -> dict[str, Any]:
        for pause in PAUSES:
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

    def _get(self, url: str) -> Response:
        response = self._fetch(url)
        if response.is_redirect:
            response.close()
            response = self._fetch(_onward(response))
        if response.status_code != HTTPStatus.OK:
            response.close()
            gone = response.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
            raise Gone if gone else SlackAway(str(response.status_code))
        return response

    def _fetch(self, url: str) -> Response:
        if not is_slacks(url, self.hosts):
            raise External
        try:
            return self.session.get(
                url,
                auth=Bearer(self.client.token or ""),
                # Packed bytes would not have the announced length.
                headers={"Accept-Encoding": "identity"},
                stream=True,
                allow_redirects=False,
                timeout=TIMEOUTS,
            )
        except requests.RequestException as error:
            raise SlackAway(type(error).__name__) from None

    def _chunks(self, response: Response, size: int) -> Iterator[bytes]:
        done = 0
        for chunk in _read(response):
            if done == 0 and chunk[:SNIFF].lstrip().lower().startswith(PAGE):
                raise _page(response, size)
            done += len(chunk)
            if done > self.rules.most_bytes:
                raise TooLarge(str(self.rules.most_mb))
            if done > size:
                raise CutShort
            yield chunk
        if done < size:
            raise CutShort


def _page(response: Response, size: int) -> FileError:
    """Tell a web page that somebody shared from the one with which Slack refuses."""
    its_own = response.headers.get("Content-Length") == str(size)
    return NotAPart() if its_own else SignInPage()


def _onward(redirect: Response) -> str:
    """Give the address that a redirect leads to; nothing when it is none."""
    try:
        return urljoin(redirect.url, redirect.headers["Location"])
    except ValueError:
        return ""


def _read(response: Response) -> Iterator[bytes]:
    try:
        yield from response.raw.stream(CHUNK, decode_content=False)
    except (HTTPError, OSError) as error:
        raise SlackAway(type(error).__name__) from None
