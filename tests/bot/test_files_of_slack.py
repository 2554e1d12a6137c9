import hashlib
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack.faults import ApiFault, DownloadFault, FileFault
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.slack.workspace import Workspace
from bot.slack_download import Downloader
from bot.slack_files import SlackFiles
from state.acceptance import FileRules
from state.part import SharedFile
from state.problems import (
    Astray,
    CutShort,
    EmptyFile,
    External,
    FileError,
    Gone,
    Hidden,
    NotAPart,
    Remote,
    SignInPage,
    SlackAway,
    TooLarge,
    Withheld,
)
from tests.bot.odd_slack import STL
from tests.bot.threeyourmind.sockets import nobody_listening

RULES = FileRules(extensions=("stl", "3mf"), most_mb=100)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    workspace = Workspace()
    with workspace.serve():
        yield workspace


def files_of(
    workspace: Workspace,
    sleep: Callable[[float], None] = lambda _: None,
    rules: FileRules = RULES,
) -> SlackFiles:
    token = workspace.world.installation.bot_token
    client = WebClient(token, base_url=workspace.api_url)
    return SlackFiles(client, Downloader(frozenset({"127.0.0.1"})), rules, sleep)


def shared(workspace: Workspace, content: bytes | Path = STL, name: str = "bracket.stl") -> str:
    message = workspace.person("ben").drop(Dropped(content, name))
    return message.message.files[0]


def a_stub(file_id: str) -> SharedFile:
    """Build what the record knows of a file that Slack told nothing about."""
    return SharedFile(id=file_id, name="", size=0)


def read(files: SlackFiles, file_id: str) -> bytes:
    with files.open(a_stub(file_id)) as download:
        return b"".join(download.chunks)


def test_a_file_comes_with_its_name_its_size_and_every_byte(workspace: Workspace) -> None:
    with files_of(workspace).open(a_stub(shared(workspace))) as download:
        assert ("bracket.stl", len(STL)) == (download.name, download.size)
        assert STL == b"".join(download.chunks)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (FileFault.TOMBSTONE, Gone),
        (FileFault.HIDDEN_BY_LIMIT, Hidden),
        (FileFault.EXTERNAL, External),
        (FileFault.REMOTE, Remote),
        (FileFault.ACCESS_DENIED, Withheld),
    ],
)
def test_a_file_that_is_not_in_slack_is_not_fetched(
    workspace: Workspace, fault: FileFault, error: type[FileError]
) -> None:
    workspace.faults.file.add(fault)
    file_id = shared(workspace)

    with pytest.raises(error):
        read(files_of(workspace), file_id)


@pytest.mark.parametrize("fault", [FileFault.CHECK_FILE_INFO, FileFault.NO_TYPE])
def test_a_file_of_which_messages_tell_little_is_fetched(
    workspace: Workspace, fault: FileFault
) -> None:
    workspace.faults.file.add(fault)

    assert STL == read(files_of(workspace), shared(workspace))


def test_what_a_message_told_little_of_is_looked_up(workspace: Workspace) -> None:
    workspace.faults.file.add(FileFault.CHECK_FILE_INFO)
    file_id = shared(workspace)

    expected = SharedFile(id=file_id, name="bracket.stl", size=len(STL))
    assert expected == files_of(workspace).look(a_stub(file_id))


def test_what_turns_out_to_be_no_part_is_told_without_a_download(workspace: Workspace) -> None:
    with pytest.raises(NotAPart):
        files_of(workspace).look(a_stub(shared(workspace, name="notes.txt")))
    assert () == workspace.downloads


def test_a_deleted_file_is_gone(workspace: Workspace) -> None:
    ben = workspace.person("ben")
    message = ben.drop(Dropped(STL, "bracket.stl"))
    ben.delete_file(message, "bracket.stl")

    with pytest.raises(Gone):
        read(files_of(workspace), message.message.files[0])
    with pytest.raises(Gone):
        read(files_of(workspace), "F0NEVER")


@pytest.mark.parametrize("late", [1, 3])
def test_a_file_that_is_not_handed_out_yet_is_waited_for(workspace: Workspace, late: int) -> None:
    workspace.faults.download.add(DownloadFault.MISSING, times=late)
    slept: list[float] = []

    assert STL == read(files_of(workspace, slept.append), shared(workspace))
    assert [0.5, 1.0, 2.0][:late] == slept


def test_a_file_that_is_never_handed_out_is_gone(workspace: Workspace) -> None:
    workspace.faults.download.add(DownloadFault.MISSING, times=None)
    slept: list[float] = []

    with pytest.raises(Gone):
        read(files_of(workspace, slept.append), shared(workspace))
    assert [0.5, 1.0, 2.0] == slept


def test_a_file_deleted_between_question_and_download_is_not_waited_for(
    workspace: Workspace,
) -> None:
    workspace.faults.download.add(DownloadFault.MISSING, times=None)
    ben, slept = workspace.person("ben"), list[float]()
    message = ben.drop(Dropped(STL, "bracket.stl"))

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        ben.delete_file(message, "bracket.stl")

    with pytest.raises(Gone):
        read(files_of(workspace, sleep), message.message.files[0])
    assert [0.5] == slept


def test_a_web_page_instead_of_the_file_is_recognised(workspace: Workspace) -> None:
    workspace.faults.download.add(DownloadFault.SIGN_IN_PAGE)

    with pytest.raises(SignInPage):
        read(files_of(workspace), shared(workspace))


def test_a_missing_right_is_the_same_as_a_sign_in_page(workspace: Workspace) -> None:
    workspace.faults.api.add(ApiFault(error="missing_scope"), name="files.info")

    with pytest.raises(SignInPage):
        read(files_of(workspace), shared(workspace))


def test_a_redirect_to_a_foreign_host_is_not_followed(workspace: Workspace) -> None:
    workspace.faults.download.add(DownloadFault.REDIRECT)

    with pytest.raises(Astray):
        read(files_of(workspace), shared(workspace))


def test_a_truncated_file_is_noticed_after_its_last_byte(workspace: Workspace) -> None:
    workspace.faults.download.add(DownloadFault.TRUNCATED)
    received = bytearray()

    with pytest.raises(CutShort):
        read_into(received, files_of(workspace), shared(workspace))
    assert STL[: len(STL) // 2] == received


def read_into(received: bytearray, files: SlackFiles, file_id: str) -> None:
    with files.open(a_stub(file_id)) as download:
        for chunk in download.chunks:
            received += chunk


@pytest.mark.parametrize("error", ["internal_error", "ratelimited", "fatal_error"])
def test_slack_not_telling_about_a_file_passes(workspace: Workspace, error: str) -> None:
    workspace.faults.api.add(ApiFault(error=error), name="files.info")

    with pytest.raises(SlackAway, match=error):
        read(files_of(workspace), shared(workspace))


def test_slack_out_of_reach_passes(workspace: Workspace) -> None:
    client = WebClient("xoxb-1", base_url=f"{nobody_listening()}/api/", retry_handlers=[])
    files = SlackFiles(client, Downloader(frozenset({"127.0.0.1"})), RULES, lambda _: None)

    with pytest.raises(SlackAway):
        read(files, shared(workspace))


def test_a_file_that_slack_still_scans_is_waited_for(workspace: Workspace) -> None:
    file_id = shared(workspace, b"")
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            workspace.world.files[file_id].content = STL

    assert STL == read(files_of(workspace, sleep), file_id)
    assert [0.5, 1.0] == slept


def test_a_file_that_stays_empty_is_empty(workspace: Workspace) -> None:
    slept: list[float] = []

    with pytest.raises(EmptyFile):
        read(files_of(workspace, slept.append), shared(workspace, b""))
    assert [0.5, 1.0, 2.0] == slept


def test_a_file_that_is_no_part_is_not_downloaded(workspace: Workspace) -> None:
    small = FileRules(extensions=("stl",), most_mb=1)

    with pytest.raises(NotAPart):
        read(files_of(workspace), shared(workspace, name="notes.txt"))
    with pytest.raises(TooLarge, match="1"):
        read(files_of(workspace, rules=small), shared(workspace, bytes(1_000_001)))


def test_a_download_that_is_left_early_frees_its_connection(workspace: Workspace) -> None:
    files, file_id = files_of(workspace), shared(workspace, bytes(3_000_000))
    with files.open(a_stub(file_id)) as download:
        next(download.chunks)

    assert bytes(3_000_000) == read(files, file_id)


@pytest.fixture
def most_memory() -> Iterator[Callable[[], int]]:
    """Give the most bytes that Python's objects took since the test began."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


def test_fifty_megabytes_pass_in_constant_memory(
    workspace: Workspace, tmp_path: Path, most_memory: Callable[[], int]
) -> None:
    path, piece = tmp_path / "large.stl", bytes(range(256)) * 4096
    sent, received = hashlib.sha256(), hashlib.sha256()
    with path.open("wb") as large:
        for _ in range(50):
            sent.update(piece)
            large.write(piece)
    with files_of(workspace).open(a_stub(shared(workspace, path))) as download:
        for chunk in download.chunks:
            received.update(chunk)

    assert sent.digest() == received.digest()
    assert most_memory() < 8_000_000
