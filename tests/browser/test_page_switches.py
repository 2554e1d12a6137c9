"""Every switch of the What if tab is pressed in the page by some test."""

from pathlib import Path

from bot.sandbox.page.failures import bot_failures, slack_failures, vendor_failures
from bot.sandbox.town import town

HERE = Path(__file__).parent


def test_every_switch_is_pressed_by_a_test_in_the_browser(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        stage = place.stage
        switches = [
            *vendor_failures(stage.vendor.switches),
            *slack_failures(stage.slack),
            *bot_failures(place.bot),
        ]
    tests = [path.read_text(encoding="utf-8") for path in HERE.glob("test_browser_what_if*.py")]

    assert [] == [s.title for s in switches if not any(f'"{s.title}"' in text for text in tests)]
