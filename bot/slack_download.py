"""Downloads from Slack's file hosts: nowhere else does the bot's token go for a file."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin

import requests
from requests import PreparedRequest, Response
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

from bot.slack_hosts import host_of, is_slacks
from bot.slack_sessions import WAITS, patient
from bot.slack_tls import DownloadAdapter
from state.problems import Astray, Gone, SlackAway

log = logging.getLogger(__name__)
CHUNK = 1 << 20
"""Bytes per read: smaller ones cost several times the processor time, larger ones gain nothing."""
CONNECT = 5.0


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

    def __init__(self) -> None:
        super().__init__()
        patient(self)
        self.mount("https://", DownloadAdapter(max_retries=WAITS))

    def get_redirect_target(self, resp: Response) -> None:
        """Leave the redirect to the caller."""


@dataclass(frozen=True, slots=True)
class Downloader:
    """Fetches from `hosts`, which are exact names, by https unless on loopback.

    `stall` is how many seconds nothing may come; the whole of a download may take any time.
    """

    hosts: frozenset[str]
    stall: float = 60.0
    session: requests.Session = field(default_factory=FileSession)

    def get(self, url: str, token: str) -> Response:
        """Begin a download, over one redirect at most; raises `Gone`, `SlackAway`, `Astray`."""
        response = self._fetch(url, token)
        if response.is_redirect:
            response.close()
            response = self._fetch(_onward(response), token)
        if response.status_code != HTTPStatus.OK:
            response.close()
            gone = response.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
            raise Gone if gone else SlackAway(str(response.status_code))
        return response

    def _fetch(self, url: str, token: str) -> Response:
        if not is_slacks(url, self.hosts):
            log.warning("a file is not fetched from %s", host_of(url) or "an address that is none")
            raise Astray
        try:
            return self.session.get(
                url,
                auth=Bearer(token),
                # Packed bytes would not have the announced length.
                headers={"Accept-Encoding": "identity"},
                stream=True,
                allow_redirects=False,
                timeout=(CONNECT, self.stall),
            )
        except requests.RequestException as error:
            raise SlackAway(type(error).__name__) from None


def chunks(response: Response) -> Iterator[bytes]:
    """Give the bytes as they come; raises `SlackAway` when they stop before their end."""
    try:
        # By `read`: `stream` would hand on each piece of a chunked answer, however small.
        while chunk := response.raw.read(CHUNK, decode_content=False):
            yield chunk
    except (HTTPError, OSError) as error:
        raise SlackAway(type(error).__name__) from None


def end_reads(response: Response) -> None:
    """Let a thread that still reads come back; closing would have to wait for it."""
    # The one when the connection has been given back already, the other when it was never kept.
    with suppress(RuntimeError, ValueError):
        response.raw.shutdown()


def _onward(redirect: Response) -> str:
    """Give the address that a redirect leads to; nothing when it is none."""
    try:
        return urljoin(redirect.url, redirect.headers["Location"])
    except ValueError:
        return ""
