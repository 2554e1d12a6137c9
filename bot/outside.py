"""Slack and 3YOURMIND, as far as the bot deals with them: every adapter, made once."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from slack_bolt import App
from slack_sdk import WebClient

from bot.observing import Watch, watched_by
from bot.settings import Settings
from bot.slack import bolt_app
from bot.slack_download import Downloader
from bot.slack_files import SlackFiles
from bot.slack_handover import SlackHandover
from bot.slack_people import SlackPeople
from bot.slack_pictures import SlackPictures
from bot.slack_uploads import SlackUploads
from bot.tempo import Tempo
from bot.threeyourmind.reach import Reach
from bot.threeyourmind.service_panel import ServicePanel
from bot.threeyourmind.transport import Transport
from bot.threeyourmind.user_panel import UserPanel
from bot.wishes import file_rules, rights
from state.aftercare import Aftercare
from state.ports import OrderDesk


class Desk(OrderDesk, Aftercare, Protocol):
    """3YOURMIND, before an order is placed and afterwards."""


PANELS: Mapping[str, Callable[[Transport, int, str], Desk]] = {
    "service": ServicePanel,
    "user": UserPanel,
}
"""The order desk of each workflow, by the name that the operator gives it."""


@dataclass(frozen=True, slots=True)
class Outside:
    """The adapters to Slack and to 3YOURMIND; `team` and `url` are those of the workspace."""

    app: App
    team: str
    url: str
    people: SlackPeople
    files: SlackFiles
    pictures: SlackPictures
    handover: SlackHandover
    desk: Desk
    reach: Reach

    @property
    def client(self) -> WebClient:
        """Slack's Web API, with the bot's token."""
        return self.app.client


@contextmanager
def outside(settings: Settings, tempo: Tempo, watch: Watch) -> Iterator[Outside]:
    """Open the ways to the outside until the end of the block.

    Raises `slack_bolt.error.BoltError` when Slack does not know the bot's token.
    """
    app, reach = bolt_app(settings), Reach(tempo.now)
    home = app.client.auth_test()
    team, groups = home["team_id"], rights(settings).groups
    people = SlackPeople(app.client, team, groups, time.monotonic, tempo.people)
    hosts = frozenset(settings.slack_file_hosts)
    downloader, rules = Downloader(hosts, settings.stall_seconds), file_rules(settings)
    files = SlackFiles(app.client, downloader, rules, time.sleep, tempo.pace.scan)
    uploads = SlackUploads(app.client, hosts)
    pictures, handover = SlackPictures(app.client, uploads), SlackHandover(app.client, uploads)
    calls = _transport(settings, tempo, watched_by([watch, reach.observe]))
    with closing(people), calls as transport:
        panel, path = PANELS[settings.threeyourmind_panel], settings.threeyourmind_upload_path
        desk = panel(transport, settings.threeyourmind_service_id, path)
        yield Outside(app, team, home["url"], people, files, pictures, handover, desk, reach)


def _transport(settings: Settings, tempo: Tempo, watch: Watch) -> Transport:
    token = settings.threeyourmind_token.get_secret_value()
    patience = replace(tempo.calls, send=settings.stall_seconds)
    return Transport(settings.threeyourmind_url, token, patience=patience, watch=watch)
