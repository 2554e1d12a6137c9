import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from bot.__main__ import main
from bot.manifest import manifest, scopes
from tests.bot.manifest_rules import PublishedManifest

ADDRESS = "https://bot.example.com"
Manifesto = dict[str, Any]


@pytest.mark.parametrize("url", [None, ADDRESS, f"{ADDRESS}/", f"{ADDRESS}/printdesk"])
def test_the_manifest_is_one_by_the_rules_that_slack_publishes(url: str | None) -> None:
    read = PublishedManifest.model_validate(manifest(url))

    assert "Printdesk" == read.display_information.name


def too_long_a_name(it: Manifesto) -> None:
    it["features"]["shortcuts"][0]["name"] = "New print order for us all"


def a_command_without_slash(it: Manifesto) -> None:
    it["features"]["slash_commands"][0]["command"] = "order"


def an_unknown_section(it: Manifesto) -> None:
    it["features"]["slash_comands"] = []


def no_name(it: Manifesto) -> None:
    del it["display_information"]["name"]


def a_colour_by_name(it: Manifesto) -> None:
    it["display_information"]["background_color"] = "blue"


def a_word_for_a_switch(it: Manifesto) -> None:
    it["settings"]["socket_mode_enabled"] = "yes"


def an_address_without_scheme(it: Manifesto) -> None:
    it["settings"]["interactivity"]["request_url"] = "bot.example.com/slack/events"


@pytest.mark.parametrize(
    "spoil",
    [
        too_long_a_name,
        a_command_without_slash,
        an_unknown_section,
        no_name,
        a_colour_by_name,
        a_word_for_a_switch,
        an_address_without_scheme,
    ],
)
def test_a_manifest_that_slack_would_refuse_is_none_by_the_rules(
    spoil: Callable[[Manifesto], None],
) -> None:
    spoilt = manifest()
    spoil(spoilt)

    with pytest.raises(ValidationError):
        PublishedManifest.model_validate(spoilt)


def test_events_and_scopes_are_each_named_once() -> None:
    given = manifest()
    for names in (
        given["oauth_config"]["scopes"]["bot"],
        given["settings"]["event_subscriptions"]["bot_events"],
    ):
        assert sorted(set(names)) == names


def test_the_manifest_for_a_public_address_sends_everything_there() -> None:
    there = manifest(ADDRESS)
    address = f"{ADDRESS}/slack/events"
    settings = there["settings"]

    assert not settings["socket_mode_enabled"]
    assert address == settings["event_subscriptions"]["request_url"]
    assert address == settings["interactivity"]["request_url"]
    assert address == settings["interactivity"]["message_menu_options_url"]
    assert {address} == {command["url"] for command in there["features"]["slash_commands"]}
    assert scopes() == set(there["oauth_config"]["scopes"]["bot"])


def test_the_manifest_for_socket_mode_names_no_address() -> None:
    assert "url" not in json.dumps(manifest())


def test_the_command_prints_it() -> None:
    printed = CliRunner().invoke(main, ["manifest", ADDRESS])

    assert (0, manifest(ADDRESS)) == (printed.exit_code, json.loads(printed.output))


@pytest.mark.parametrize("url", ["bot.example.com", "http://bot.example.com"])
def test_an_address_to_which_slack_does_not_send_is_refused(url: str) -> None:
    printed = CliRunner().invoke(main, ["manifest", url])

    assert "Slack sends only to https:// addresses" in printed.output
    assert printed.exit_code
