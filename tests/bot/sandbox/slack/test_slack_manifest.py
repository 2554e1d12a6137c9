import json
from pathlib import Path

import pytest

from bot.sandbox.slack.api.rights import RIGHTS
from bot.sandbox.slack.manifest import Manifest

MANIFEST = Path(__file__).parents[4] / "bot" / "manifest.json"
NEEDS = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "file_deleted": "files:read",
    "file_shared": "files:read",
    "app_mention": "app_mentions:read",
    "app_home_opened": "",
}
CALLED = (
    "chat.postMessage",
    "chat.update",
    "chat.postEphemeral",
    "conversations.history",
    "conversations.open",
    "conversations.replies",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "files.info",
    "views.open",
    "views.publish",
)


@pytest.fixture
def manifest() -> Manifest:
    return Manifest.read(MANIFEST)


def test_the_manifest_declares_the_commands_and_how_they_are_used(manifest: Manifest) -> None:
    assert {"/order", "/order-export", "/order-status"} == set(manifest.commands)
    assert all(command["usage_hint"] for command in manifest.commands.values())


def test_the_manifest_asks_for_the_scope_of_every_event_and_for_no_other_event(
    manifest: Manifest,
) -> None:
    assert set(NEEDS) == manifest.events
    assert set(NEEDS.values()) <= manifest.scopes | {""}


def test_what_the_bot_calls_is_granted(manifest: Manifest) -> None:
    assert {RIGHTS[method].scope for method in CALLED} <= manifest.scopes | {""}


def test_socket_mode_needs_no_addresses() -> None:
    settings = json.loads(MANIFEST.read_text(encoding="utf-8"))["settings"]

    assert settings["socket_mode_enabled"]
    assert "request_url" not in settings["event_subscriptions"]
    assert {"is_enabled": True} == settings["interactivity"]
