from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.slack_files import SlackFiles
from state.acceptance import FileRules
from state.part import SharedFile
from state.problems import CutShort, External, FileError, NotAPart, SignInPage, SlackAway, TooLarge
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
    rules = FileRules(extensions=("stl",), most_mb=1)
    return SlackFiles(client, frozenset({"127.0.0.1"}), rules, lambda _: None)


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

    with pytest.raises(External):
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
        "",
    ],
)
def test_only_exact_hosts_are_allowed(slack: OddSlack, files: SlackFiles, url: str) -> None:
    slack.a_file(url_private_download=url, url_private=url)

    with pytest.raises(External):
        read(files)


def test_plain_http_is_for_this_machine_only(slack: OddSlack) -> None:
    client = WebClient(TOKEN, base_url=f"{slack.url}/api/")
    rules = FileRules(extensions=("stl",), most_mb=1)
    files = SlackFiles(client, frozenset({"files.slack.com"}), rules, lambda _: None)
    slack.a_file(url_private_download="http://files.slack.com/file")

    with pytest.raises(External):
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

    with pytest.raises(External):
        read(files)
    assert [] == foreign.tokens


@pytest.mark.parametrize("target", ["https://[1/", "mailto:files", "https://127.0.0.1@[::1]/"])
def test_a_redirect_to_nowhere_is_not_followed(
    slack: OddSlack, files: SlackFiles, target: str
) -> None:
    slack.elsewhere = target
    slack.a_file("/away")

    with pytest.raises(External):
        read(files)


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><p>", b"\n  <HTML lang='en'>"])
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
