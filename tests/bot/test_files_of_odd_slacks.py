from collections.abc import Iterator
from typing import Any

import pytest
import requests
from requests import Response
from slack_sdk import WebClient

from bot.slack_download import Downloader, FileSession
from bot.slack_files import SlackFiles
from state.acceptance import FileRules
from state.part import SharedFile
from state.problems import (
    Astray,
    CutShort,
    FileError,
    Misnamed,
    NotAPart,
    SignInPage,
    SlackAway,
    TooLarge,
)
from tests.bot.odd_slack import STL, OddSlack

TOKEN = "xoxb-1-secret"
FILE = SharedFile(id="F1", name="bracket.stl", size=684)


@pytest.fixture
def slack() -> Iterator[OddSlack]:
    with OddSlack().serve() as slack:
        yield slack


@pytest.fixture
def foreign() -> Iterator[OddSlack]:
    """The same machine, but not one of the hosts that may have the token."""
    with OddSlack().serve() as foreign:
        foreign.url = foreign.url.replace("127.0.0.1", "localhost")
        yield foreign


@pytest.fixture
def files(slack: OddSlack) -> SlackFiles:
    client = WebClient(TOKEN, base_url=f"{slack.url}/api/")
    rules = FileRules(extensions=("stl", "3mf", "step", "zip"), most_mb=1)
    return SlackFiles(client, Downloader(frozenset({"127.0.0.1"})), rules, lambda _: None)


def read(files: SlackFiles) -> bytes:
    with files.open(FILE) as download:
        return b"".join(download.chunks)


def test_the_token_goes_to_an_allowed_host(slack: OddSlack, files: SlackFiles) -> None:
    slack.a_file()

    assert STL == read(files)
    assert [f"Bearer {TOKEN}"] == slack.tokens


def test_without_a_download_address_the_private_one_is_used(
    slack: OddSlack, files: SlackFiles
) -> None:
    slack.a_file(url_private_download=None, url_private=f"{slack.url}/file")

    assert STL == read(files)


def test_a_foreign_host_is_never_asked(
    slack: OddSlack, files: SlackFiles, foreign: OddSlack
) -> None:
    slack.a_file(url_private_download=f"{foreign.url}/file")

    with pytest.raises(Astray):
        read(files)
    assert [] == foreign.tokens


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1.elsewhere.example/file",
        "https://127.0.0.1@elsewhere.example/file",
        "https://user@127.0.0.1/file",
        "https://elsewhere.example/127.0.0.1",
        "ftp://127.0.0.1/file",
        "//127.0.0.1/file",
        "/file",
        "https://[127.0.0.1/file",
        "https://127.0.0.1\\@elsewhere.example/file",
        "https://127.0.0.1./file",
        "https://127.0.0.1:port/file",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_exact_hosts_are_allowed(slack: OddSlack, files: SlackFiles, url: str) -> None:
    slack.a_file(url_private_download=url, url_private=url)

    with pytest.raises(Astray):
        read(files)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://files.slack.com/file", True),
        ("https://FILES.slack.com:443/file", True),
        ("https://files.slack.com:8443/file", False),
        ("http://files.slack.com/file", False),
        ("https://files.slack.com.evil.example/file", False),
        ("https://files.slack.com@evil.example/file", False),
        ("https://evil.example/files.slack.com", False),
        ("https://evil.example#@files.slack.com/file", False),
        ("https://evilfiles.slack.com/file", False),
    ],
)
def test_the_token_goes_to_slacks_file_hosts_by_https_only(url: str, *, allowed: bool) -> None:
    asked = Asked()
    downloader = Downloader(frozenset({"files.slack.com", "slack-files.com"}), session=asked)

    with pytest.raises(SlackAway if allowed else Astray):
        downloader.get(url, TOKEN)
    assert ([url] if allowed else []) == asked.urls


class Asked(FileSession):
    """Reaches nobody, but keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def get(self, url: str | bytes, **_: Any) -> Response:
        self.urls.append(str(url))
        raise requests.ConnectionError


def test_the_refused_host_is_in_the_log_and_the_rest_of_the_address_is_not(
    slack: OddSlack, files: SlackFiles, caplog: pytest.LogCaptureFixture
) -> None:
    slack.a_file(url_private_download="https://evil.example/secret?token=1")

    with pytest.raises(Astray):
        read(files)
    assert ["a file is not fetched from evil.example"] == caplog.messages


def test_plain_http_is_for_this_machine_only(slack: OddSlack) -> None:
    client = WebClient(TOKEN, base_url=f"{slack.url}/api/")
    rules = FileRules(extensions=("stl",), most_mb=1)
    files = SlackFiles(client, Downloader(frozenset({"files.slack.com"})), rules, lambda _: None)
    slack.a_file(url_private_download="http://files.slack.com/file")

    with pytest.raises(Astray):
        read(files)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_one_redirect_within_the_allowed_hosts_is_followed(
    slack: OddSlack, files: SlackFiles, status: int
) -> None:
    slack.redirect = status
    slack.a_file("/hop")

    assert STL == read(files)
    assert [f"Bearer {TOKEN}"] * 2 == slack.tokens


def test_a_second_redirect_is_not_followed(slack: OddSlack, files: SlackFiles) -> None:
    slack.a_file("/hop/on")

    with pytest.raises(SlackAway, match="302"):
        read(files)


def test_the_target_of_a_redirect_is_checked_too(
    slack: OddSlack, files: SlackFiles, foreign: OddSlack
) -> None:
    slack.elsewhere = f"{foreign.url}/file"
    slack.a_file("/away")

    with pytest.raises(Astray):
        read(files)
    assert [] == foreign.tokens


@pytest.mark.parametrize("target", ["https://[1/", "mailto:files", "https://127.0.0.1@[::1]/"])
def test_a_redirect_to_nowhere_is_not_followed(
    slack: OddSlack, files: SlackFiles, target: str
) -> None:
    slack.elsewhere = target
    slack.a_file("/away")

    with pytest.raises(Astray):
        read(files)


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><p>", b"\n  <HTML lang='en'>", b"\xef\xbb\xbf<!doctype html>"]
)
def test_a_web_page_is_recognised_by_its_first_bytes(
    slack: OddSlack, files: SlackFiles, page: bytes
) -> None:
    slack.body = page
    slack.a_file(size=48_284)

    with pytest.raises(SignInPage):
        read(files)


def test_a_web_page_is_recognised_by_its_type(slack: OddSlack, files: SlackFiles) -> None:
    slack.content_type = "text/html; charset=utf-8"
    slack.a_file(size=48_284)

    with pytest.raises(SignInPage):
        read(files)


def test_a_web_page_that_somebody_shared_is_no_sign_in_page(
    slack: OddSlack, files: SlackFiles
) -> None:
    slack.body = b"<!DOCTYPE html><p>my holidays"
    slack.a_file()

    with pytest.raises(NotAPart):
        read(files)


@pytest.mark.parametrize(
    ("name", "body", "error"),
    [
        ("part.stl", b"%PDF-1.7 a drawing", NotAPart),
        ("part.stl", b"\x89PNG\r\n\x1a\n a picture", NotAPart),
        ("part.step", b"\xff\xd8\xff a photo", NotAPart),
        ("part.3mf", STL, Misnamed),
        ("part.zip", b"Rar! packed otherwise", Misnamed),
        ("part.STEP", b"solid cube", Misnamed),
        ("part.3mf", b"PK\x03\x04 the beginning of an archive", None),
        ("part.stl", b"solid cube", None),
        ("part.step", b"ISO-10303-21;", None),
    ],
)
def test_another_thing_than_a_model_is_told_by_its_first_bytes(
    slack: OddSlack, files: SlackFiles, name: str, body: bytes, error: type[FileError] | None
) -> None:
    slack.body = body
    slack.a_file(name=name)

    if error is None:
        assert body == read(files)
    else:
        with pytest.raises(error):
            read(files)


def test_what_is_named_like_another_thing_is_told_how(slack: OddSlack, files: SlackFiles) -> None:
    slack.a_file(name="part.3MF")

    with pytest.raises(Misnamed, match="3mf"):
        read(files)


def test_more_bytes_than_announced_are_not_passed_on(slack: OddSlack, files: SlackFiles) -> None:
    slack.a_file(size=len(STL) - 1)

    with pytest.raises(CutShort):
        read(files)


def test_a_file_that_grows_over_the_limit_is_cut_off(slack: OddSlack, files: SlackFiles) -> None:
    slack.body = bytes(1_000_001)
    slack.a_file(size=1_000_000)

    with pytest.raises(TooLarge, match="1"):
        read(files)


def test_a_connection_that_breaks_in_the_middle_passes(slack: OddSlack, files: SlackFiles) -> None:
    slack.announced = len(STL) * 2
    slack.a_file(size=len(STL) * 2)

    with pytest.raises(SlackAway):
        read(files)


def test_a_connection_that_breaks_at_once_passes(slack: OddSlack, files: SlackFiles) -> None:
    slack.a_file("/broken")

    with pytest.raises(SlackAway):
        read(files)


@pytest.mark.parametrize(
    ("status", "error"), [(404, "gone"), (410, "gone"), (403, "slack_away"), (503, "slack_away")]
)
def test_an_answer_that_is_no_file_is_told_by_its_status(
    slack: OddSlack, files: SlackFiles, status: int, error: str
) -> None:
    slack.status = status
    slack.a_file()

    with pytest.raises(FileError) as failed:
        read(files)
    assert error == failed.value.cause
