import json
import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.logs import Noted, configure, mask
from bot.observing import Act, Kind
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.slack import bolt_app
from handlers.talk import Talk
from tests.bot.sandbox.slack.bolt_app import connected
from tests.logged import written_to

BOT, APP = "xoxb-1234-abcd", "xapp-1-A0-99-ff"
DESK = "0123456789abcdef0123456789abcdef01234567"
HOOK = "https://hooks.slack.com/commands/T0/1/secret"
log = logging.getLogger("bot.tests")


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    with written_to(capsys) as written:
        yield written


def fail(message: str) -> None:
    try:
        int(message)
    except ValueError:
        log.exception("it broke")


@pytest.mark.parametrize(
    "secret",
    [BOT, APP, "xoxe.xoxb-1-refresh", f"Token {DESK}", f"Bearer {DESK}.part.sig", HOOK],
)
def test_whatever_looks_like_a_secret_is_masked(secret: str) -> None:
    masked = mask(f"before {secret} after")

    assert secret.rsplit(maxsplit=1)[-1] not in masked
    assert masked.startswith("before ")
    assert masked.endswith("[secret] after")


def test_words_that_are_no_secrets_stay() -> None:
    line = "Token expired for order PD-7K3M at https://print.example/orders/"

    assert line == mask(line)


def test_a_line_for_people_names_time_level_and_place(written: Callable[[], str]) -> None:
    configure("INFO", "text")
    log.info("order %s placed with %s", "PD-7K3M", BOT)

    assert written().endswith(" INFO    bot.tests: order PD-7K3M placed with [secret]\n")


def test_a_traceback_for_people_is_masked_too(written: Callable[[], str]) -> None:
    configure("INFO", "text")
    fail(f"no luck with {APP} at {HOOK}")

    lines = written().splitlines()

    assert "Traceback (most recent call last):" == lines[1]
    assert lines[-1].startswith("ValueError: ")
    assert lines[-1].endswith("'no luck with [secret] at [secret]")


def test_a_line_for_machines_is_one_json_object(written: Callable[[], str]) -> None:
    configure("INFO", "json")
    log.warning('told "%s" to %s', HOOK, BOT)
    (line,) = written().splitlines()
    told = json.loads(line)

    assert 'told "[secret] to [secret]' == told["message"]
    assert ("WARNING", "bot.tests") == (told["level"], told["logger"])
    assert told["at"].endswith("+00:00")


def test_a_traceback_for_machines_is_masked_and_on_the_same_line(
    written: Callable[[], str],
) -> None:
    configure("INFO", "json")
    fail(f"no luck with {HOOK}")
    (line,) = written().splitlines()

    assert json.loads(line)["error"].endswith("'no luck with [secret]")


@contextmanager
def doing() -> Iterator[None]:
    """Do something for an order, on behalf of a request."""
    request = Act(Kind.REQUEST, "click", user="U0ADA", team="T0", request="1a2b3c4d")
    with Noted(request), Noted(Act(Kind.RUN, "place", order="PD-7K3M")):
        yield


def test_a_line_for_machines_tells_for_whom_and_what_it_was(written: Callable[[], str]) -> None:
    configure("INFO", "json")
    with doing():
        log.info("this")
    log.info("that")
    this, that = map(json.loads, written().splitlines())

    names = ("order", "user", "team", "request")
    assert ["PD-7K3M", "U0ADA", "T0", "1a2b3c4d"] == [this[name] for name in names]
    assert not set(names) & set(that)


def test_a_line_for_people_tells_the_same(written: Callable[[], str]) -> None:
    configure("INFO", "text")
    with doing():
        log.info("this")

    assert written().endswith(": this [user=U0ADA team=T0 request=1a2b3c4d order=PD-7K3M]\n")


def test_what_is_said_later_is_said_for_the_same_request(written: Callable[[], str]) -> None:
    configure("INFO", "text")
    with doing(), closing(Talk()) as talk:
        talk.later(lambda: log.info("later"))

    assert "later [user=U0ADA" in written()


def test_a_level_keeps_quieter_lines_out(written: Callable[[], str]) -> None:
    configure("WARNING", "text")
    log.info("nothing to see")
    logging.getLogger("slack_sdk").info("nothing either")

    assert "" == written()


def test_libraries_do_not_write_what_they_are_sent_even_at_debug(
    written: Callable[[], str], tmp_path: Path
) -> None:
    configure("DEBUG", "text")
    workspace = Workspace()
    with workspace.serve():
        settings = Stage(workspace, Local3yourmind(), "http://127.0.0.1", tmp_path).settings()
        app = bolt_app(settings)
        app.command("/order")(lambda ack: ack("Grace Hopper"))
        with connected(app, workspace):
            workspace.person("ada").command("/order", "for Grace Hopper")
            log.debug("answered %s", workspace.person("ada").sees("Grace Hopper").author)
    lines = written()

    assert "answered printdesk" in lines
    assert "Grace Hopper" not in lines
    assert "trigger_id" not in lines
