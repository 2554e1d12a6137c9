import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from slack_bolt.error import BoltError
from slack_sdk.signature import SignatureVerifier

from bot.doors import Doors
from bot.every import Every
from bot.health import Health, Page, Watched, nothing
from bot.http_server import HttpServer, PortTaken, opened
from bot.observing import unwatched
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.settings import Settings
from bot.slack import bolt_app
from bot.socket_door import Rhythm, SocketDoor
from bot.threeyourmind.reach import Reach
from state.ports import DeskHealth

SECRET = "signing-secret"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - as an operator may write it
COMMAND = "command=%2Forder&text=help&user_id=U1&team_id=T1&channel_id=C1&trigger_id=1.2"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    workspace = Workspace()
    with workspace.serve():
        yield Stage(
            workspace, Local3yourmind(), "http://127.0.0.1", tmp_path_factory.mktemp("data")
        )


def http_settings(stage: Stage, **changes: Any) -> Settings:
    changes = {"slack_app_token": None, "slack_signing_secret": SECRET, "port": 0} | changes
    return stage.settings(**changes)


@pytest.fixture(scope="module")
def heard() -> list[str]:
    return []


def nobody_asked() -> Health:
    return Health(10.0, DeskHealth)


def doors(settings: Settings, health: Health, metrics: Page | None = None) -> Doors:
    return Doors(settings, unwatched, health, metrics, Rhythm(), Every())


@pytest.fixture(scope="module")
def reach() -> Reach:
    return Reach(lambda: datetime.now(UTC))


@pytest.fixture(scope="module")
def shared_health(reach: Reach) -> Health:
    return Health(10.0, reach.desk)


@pytest.fixture
def health(shared_health: Health) -> Health:
    """The health that the door tells, of which nothing is known yet."""
    for sign in (shared_health.store, shared_health.engine):
        sign.good = None
    return shared_health


@pytest.fixture(scope="module")
def way_in(stage: Stage, heard: list[str], shared_health: Health) -> Iterator[HttpServer]:
    settings = http_settings(stage)
    app = bolt_app(settings)

    @app.command("/order")
    def order(ack: Any, command: Any) -> None:
        heard.append(command["text"])
        ack("Gladly")

    way_in = doors(settings, shared_health).to_slack(app)
    assert isinstance(way_in, HttpServer)
    way_in.open()
    yield way_in
    way_in.close()


def send(
    way_in: HttpServer, *, path: str = "/slack/events", secret: str = SECRET, age: int = 0
) -> requests.Response:
    stamp = str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=COMMAND)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(signature),
    }
    url = f"http://127.0.0.1:{way_in.port}{path}"
    return requests.post(url, COMMAND, headers=headers, timeout=5)


def asked(way_in: HttpServer, path: str) -> tuple[int, Any]:
    answer = requests.get(f"http://127.0.0.1:{way_in.port}{path}", timeout=5)
    return answer.status_code, answer.json()


def test_a_watcher_is_told_that_the_process_serves(way_in: HttpServer) -> None:
    assert (200, {"alive": True}) == asked(way_in, "/healthz")


@pytest.mark.usefixtures("health")
def test_a_bot_that_has_heard_of_neither_store_nor_engine_is_not_ready(way_in: HttpServer) -> None:
    never = {"ok": None, "age": None}
    status, told = asked(way_in, "/readyz")

    assert (503, False, never, never) == (status, told["ready"], told["store"], told["engine"])


@pytest.mark.parametrize(("store", "engine"), [(True, True), (True, False), (False, True)])
def test_a_bot_is_ready_while_store_and_engine_answer(
    way_in: HttpServer, health: Health, reach: Reach, *, store: bool, engine: bool
) -> None:
    health.store.note(good=store)
    health.engine.note(good=engine)
    reach.note(None)
    ready = store and engine
    status, told = asked(way_in, "/readyz")

    assert (200 if ready else 503, ready) == (status, told["ready"])
    assert [store, engine, False] == [told[n]["ok"] for n in ("store", "engine", "3yourmind")]
    assert 0 <= told["3yourmind"]["age"] < 5


def test_an_old_answer_makes_nobody_ready(way_in: HttpServer, health: Health) -> None:
    for sign in (health.store, health.engine):
        sign.note(good=True)
        sign.at -= health.ttl + 1

    assert 503 == asked(way_in, "/readyz")[0]


@pytest.mark.parametrize("path", ["/", "/slack/events/more", "/healthz/more"])
def test_there_is_nothing_at_other_addresses(way_in: HttpServer, path: str) -> None:
    assert 404 == send(way_in, path=path).status_code
    assert 404 == requests.get(f"http://127.0.0.1:{way_in.port}{path}", timeout=5).status_code


def test_what_slack_signed_is_answered(way_in: HttpServer, heard: list[str]) -> None:
    answer = send(way_in)

    assert (200, "Gladly") == (answer.status_code, answer.text)
    assert "help" == heard[-1]


def test_what_slack_did_not_sign_is_refused(way_in: HttpServer, heard: list[str]) -> None:
    before = list(heard)
    unsigned = requests.post(
        f"http://127.0.0.1:{way_in.port}/slack/events",
        COMMAND,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        timeout=5,
    )

    assert 401 == unsigned.status_code
    assert 401 == send(way_in, secret="another secret").status_code
    assert 401 == send(way_in, age=600).status_code
    assert before == heard


def test_a_closed_door_lets_go_of_its_port_and_of_open_connections() -> None:
    watched = Watched(nobody_asked(), None, nothing)
    first = HttpServer(watched, opened(0))
    first.open()
    port = first.port
    with requests.Session() as session:
        session.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
        first.close()
    again = HttpServer(watched, opened(port))
    again.open()
    answer = requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
    again.close()

    assert 200 == answer.status_code


def test_a_port_that_somebody_has_is_named() -> None:
    with opened(0) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(PortTaken, match=f"Port {port} of 0.0.0.0 cannot be used: Address al"):
            opened(port)


class FewFigures:
    """Metrics of which there is only one."""

    content_type = "text/plain"

    def page(self) -> bytes:
        return b"printdesk_ready 1.0\n"


@contextmanager
def watching(stage: Stage, **changes: Any) -> Iterator[HttpServer]:
    """Open the door for watchers of a bot in Socket Mode."""
    way_in = doors(stage.settings(**changes), nobody_asked(), FewFigures()).to_watchers()
    assert way_in is not None
    way_in.open()
    with closing(way_in):
        yield way_in


def status_of(way_in: HttpServer, path: str) -> int:
    return requests.get(f"http://127.0.0.1:{way_in.port}{path}", timeout=5).status_code


def test_watchers_of_a_bot_in_socket_mode_have_a_port_of_their_own(stage: Stage) -> None:
    with watching(stage, metrics_port=0) as way_in:
        asked = [status_of(way_in, path) for path in ("/healthz", "/readyz", "/metrics", "/")]

        assert [200, 503, 200, 404] == asked
        assert "127.0.0.1" == way_in.host


def test_watchers_are_let_in_from_elsewhere_only_if_the_operator_says_so(stage: Stage) -> None:
    with watching(stage, metrics_port=0, metrics_host=EVERYWHERE) as way_in:
        assert EVERYWHERE == way_in.host


def test_the_next_process_takes_the_next_port_for_its_watchers(stage: Stage) -> None:
    with watching(stage, metrics_port=0) as first:
        later = range(first.port, first.port + 10)
        with watching(stage, metrics_port=first.port) as second:
            assert second.port in later
            assert first.port != second.port


def test_no_watcher_is_let_in_where_nobody_asked_for_a_port(stage: Stage) -> None:
    assert doors(stage.settings(), nobody_asked(), FewFigures()).to_watchers() is None


@pytest.mark.parametrize(("changes", "status"), [({}, 200), ({"metrics_port": 0}, 404)])
def test_by_http_the_metrics_are_where_slack_knocks_unless_they_have_a_port(
    stage: Stage, changes: Mapping[str, object], status: int
) -> None:
    settings = http_settings(stage, **changes)
    way_in = doors(settings, nobody_asked(), FewFigures()).to_slack(bolt_app(settings))
    assert isinstance(way_in, HttpServer)
    way_in.open()
    with closing(way_in):
        assert status == status_of(way_in, "/metrics")


def test_an_app_token_opens_a_socket_instead(stage: Stage) -> None:
    settings = stage.settings(slack_signing_secret=SECRET)

    way_in = doors(settings, nobody_asked()).to_slack(bolt_app(settings))

    assert isinstance(way_in, SocketDoor)


def test_a_token_that_slack_does_not_know_is_said_at_once(stage: Stage, tmp_path: Path) -> None:
    with pytest.raises(BoltError, match="invalid_auth"):
        bolt_app(http_settings(stage, slack_bot_token="xoxb-wrong", data_dir=tmp_path))
