"""An app that has everything the local Slack offers: shortcuts, mentions, a Home tab."""

from pathlib import Path

from bot.sandbox.slack.manifest import Manifest

FULL_MANIFEST = Path(__file__).parent / "full_manifest.json"


def full_manifest() -> Manifest:
    return Manifest.read(FULL_MANIFEST)
