"""The app's manifest: what Slack has to grant, and where it sends what people do."""

import json
from copy import deepcopy
from importlib import resources
from typing import Any
from urllib.parse import urljoin

EVENTS = "slack/events"


def manifest(public_url: str | None = None) -> dict[str, Any]:
    """Give the manifest for Socket Mode, or for HTTP mode below a public address.

    Source: https://docs.slack.dev/reference/app-manifest
    """
    text = resources.files("bot").joinpath("manifest.json").read_text(encoding="utf-8")
    given: dict[str, Any] = json.loads(text)
    return given if public_url is None else _by_http(given, public_url)


def scopes() -> frozenset[str]:
    """Give the scopes that the bot's token needs."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])


def _by_http(given: dict[str, Any], public_url: str) -> dict[str, Any]:
    address = urljoin(public_url.rstrip("/") + "/", EVENTS)
    there = deepcopy(given)
    settings = there["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = address
    settings["interactivity"] |= {"request_url": address, "message_menu_options_url": address}
    for command in there["features"]["slash_commands"]:
        command["url"] = address
    return there
