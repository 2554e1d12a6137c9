"""Whether Slack lets the bot do its work."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from threading import Event
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.web import SlackResponse

from bot.doctor.verdict import Verdict, fine, warning, wrong
from bot.manifest import scopes
from bot.settings import Settings
from bot.slack import web_client
from bot.slack_people import is_shared

TOKEN, APP_TOKEN, SCOPES, CLOCK = "Slack token", "Slack app token", "Slack scopes", "Clock"
EVENTS, CHANNEL, GROUP = "Slack events", "Slack channel", "Slack user group"
APP_PAGE = "https://api.slack.com/apps"
REINSTALL = (
    f"Open the app on {APP_PAGE}, paste the output of `printdesk manifest` under App Manifest, "
    "and choose Install App, Reinstall to Workspace."
)
HELLO_LIMIT = 8.0
"""Seconds in which Slack greets on a new socket."""
MOST_SKEW = 60.0
"""Seconds by which the clocks may differ: Slack's signatures are valid for five minutes."""
GROUPS = ("order_usergroups", "oncall_usergroups", "admin_usergroups")


def slack_checks(settings: Settings) -> Iterator[Verdict]:
    """Look at tokens, scopes, event delivery, channels and user groups."""
    client = web_client(settings, settings.slack_bot_token.get_secret_value())
    try:
        known = client.auth_test()
    except (SlackApiError, OSError) as error:
        yield _no_token(error)
        return
    yield fine(TOKEN, f"belongs to {known['user']} in {known['team']}")
    yield _scopes(known)
    yield clock(_header(known.headers, "date"), datetime.now(UTC))
    yield from _delivery(settings)
    yield from _places(settings, client)


def _no_token(error: Exception) -> Verdict:
    if isinstance(error, SlackApiError):
        return wrong(
            TOKEN,
            f"Slack does not accept SLACK_BOT_TOKEN ({error.response['error']}).",
            f"Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions on {APP_PAGE}.",
        )
    return wrong(
        TOKEN,
        f"Slack cannot be reached ({type(error).__name__}).",
        "Check SLACK_API_URL and that this machine may open https connections to slack.com.",
    )


def _scopes(known: SlackResponse) -> Verdict:
    granted = _header(known.headers, "x-oauth-scopes")
    lacking = scopes() - {scope.strip() for scope in granted.split(",")}
    if lacking:
        return wrong(SCOPES, f"The app lacks {', '.join(sorted(lacking))}.", REINSTALL)
    return fine(SCOPES, "all granted")


def clock(told: str, now: datetime) -> Verdict:
    """Compare the time that Slack told in the header of an answer with that of this machine."""
    try:
        skew = (now - parsedate_to_datetime(told)).total_seconds()
    except (TypeError, ValueError):
        return fine(CLOCK, "Slack does not tell the time")
    if abs(skew) <= MOST_SKEW:
        return fine(CLOCK, "agrees with Slack's")
    side = "ahead of" if skew > 0 else "behind"
    return wrong(
        CLOCK,
        f"This machine is {abs(skew):.0f} seconds {side} Slack.",
        "Let it set its clock by NTP (`timedatectl set-ntp true`): signatures depend on it.",
    )


def _delivery(settings: Settings) -> Iterator[Verdict]:
    if settings.slack_app_token is None:
        yield warning(
            EVENTS,
            f"come by HTTP to port {settings.port}; whether Slack reaches it is only seen there.",
            f"Look at Event Subscriptions on {APP_PAGE}: the Request URL has to say Verified.",
        )
        return
    token = settings.slack_app_token.get_secret_value()
    client = web_client(settings, token)
    try:
        client.apps_connections_open(app_token=token)
    except (SlackApiError, OSError) as error:
        yield _no_socket(error)
        return
    yield fine(APP_TOKEN, "opens a socket")
    yield _greeted(SocketModeClient(app_token=token, web_client=client))


def _no_socket(error: Exception) -> Verdict:
    why = error.response["error"] if isinstance(error, SlackApiError) else type(error).__name__
    return wrong(
        APP_TOKEN,
        f"Slack does not open a socket for SLACK_APP_TOKEN ({why}).",
        f"Make an App-Level Token with connections:write under Basic Information on {APP_PAGE}, "
        "and switch Socket Mode on.",
    )


@dataclass(slots=True)
class Greeting:
    """Hears Slack's greeting on a socket."""

    heard: Event

    def hear(self, _client: Any, message: Mapping[str, Any], _raw: str | None = None) -> None:
        """Take a message."""
        if message.get("type") == "hello":
            self.heard.set()


def _greeted(client: SocketModeClient) -> Verdict:
    greeting = Greeting(Event())
    client.message_listeners.append(greeting.hear)
    try:
        client.connect()
        heard = greeting.heard.wait(HELLO_LIMIT)
    except OSError:
        heard = False
    finally:
        client.close()
    if heard:
        return fine(EVENTS, "Slack greets on the socket")
    return wrong(
        EVENTS,
        "The socket opens, but Slack sends nothing on it.",
        "Let this machine (and its proxy) open WebSocket connections to wss-primary.slack.com.",
    )


def _places(settings: Settings, client: WebClient) -> Iterator[Verdict]:
    for channel in filter(None, (*settings.order_channels, settings.oncall_channel)):
        yield _asked(CHANNEL, channel, partial(_channel, client, channel, settings))
    groups = {group for name in GROUPS for group in getattr(settings, name)}
    for group in sorted(groups):
        yield _asked(GROUP, group, partial(_group, client, group))


def _asked(about: str, what: str, ask: Callable[[], Verdict]) -> Verdict:
    try:
        return ask()
    except SlackApiError as error:
        why = error.response["error"]
        return wrong(
            about,
            f"Slack knows no {what} ({why}).",
            "Copy the id from the channel's or group's details in Slack into the settings.",
        )
    except OSError as error:
        return wrong(about, f"Slack does not answer ({type(error).__name__}).", "Try again.")


def _channel(client: WebClient, channel: str, settings: Settings) -> Verdict:
    info = client.conversations_info(channel=channel)["channel"]
    name = f"#{info['name']}"
    if not info.get("is_member"):
        return wrong(
            CHANNEL,
            f"The bot is not in {name}, so it sees no files and may say nothing there.",
            f"Type /invite @Printdesk in {name}.",
        )
    if channel not in settings.shared_channels and is_shared(info):
        return _overheard(name, is_oncall=channel == settings.oncall_channel)
    return fine(CHANNEL, f"{name}: the bot is in it")


def _overheard(name: str, *, is_oncall: bool) -> Verdict:
    if is_oncall:
        return warning(
            CHANNEL,
            f"{name} is shared with another organisation: it reads what those on call are asked.",
            "Set ONCALL_CHANNEL to a channel of your own workspace.",
        )
    return warning(
        CHANNEL,
        f"{name} is shared with another organisation, so no order may be made there.",
        "Choose another channel, or name it in SHARED_CHANNELS if they may read along.",
    )


def _group(client: WebClient, group: str) -> Verdict:
    members = client.usergroups_users_list(usergroup=group)["users"]
    if members:
        return fine(GROUP, f"{group}: {len(members)} people")
    return warning(GROUP, f"Nobody is in {group}.", "Add people to it in Slack.")


def _header(headers: Mapping[str, Any], name: str) -> str:
    found = next((value for key, value in headers.items() if key.lower() == name), "")
    return ",".join(found) if isinstance(found, list) else str(found)
