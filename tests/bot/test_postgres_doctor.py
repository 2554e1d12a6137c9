from pathlib import Path

from bot.doctor.machine_checks import machine_checks
from bot.doctor.verdict import State
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests import postgres


def test_a_database_server_that_answers_is_fine(
    tmp_path: Path, postgres_server: postgres.Server
) -> None:
    stage = Stage(Workspace(), Local3yourmind(), "http://127.0.0.1", tmp_path)
    settings = stage.settings(
        slack_api_url="http://127.0.0.1/", database_url=postgres_server.empty_database()
    )
    found = [v for v in machine_checks(settings) if v.says.startswith("PostgreSQL")]

    assert [State.FINE] == [verdict.state for verdict in found]
