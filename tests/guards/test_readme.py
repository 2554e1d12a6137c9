"""What the README promises to whoever sets the bot up."""

import re

from bot.manifest import manifest
from tests.guards.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = re.compile(r"docs/pictures/[\w-]+\.png")


def section(title: str) -> str:
    """Give what stands below a heading, down to the next one."""
    return re.split(r"(?m)^#+ ", README.partition(f" {title}\n")[2])[0]


def steps(title: str) -> list[str]:
    """Give the numbered lines of a section, each with its continuation."""
    return re.findall(r"(?ms)^\d+\. (.*?)(?=^\d+\. |^$|\Z)", section(title))


def test_from_nothing_to_the_first_order_there_are_ten_steps_at_most() -> None:
    found = steps("Set it up")

    assert 5 < len(found) <= 10
    # Each names what to type or what to click.
    assert [] == [step for step in found[1:] if not re.search(r"`[^`]+`|\*[^*]+\*", step)]
    assert "/order" in found[-2]
    assert "*Place order*" in found[-1]


def test_the_steps_in_slack_itself_are_shown() -> None:
    shown = [PICTURE.findall(step) for step in steps("Set it up")]

    assert all(shown[-2:])


def test_every_picture_of_the_readme_is_there() -> None:
    named = set(PICTURE.findall(README))

    assert named
    assert [] == [name for name in named if not (ROOT / name).is_file()]


def test_every_command_of_make_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?m)(?:`|^\$ )make ([a-z][a-z-]+)", README))

    assert {"sandbox", "doctor", "run"} <= named
    assert [] == [name for name in named if not re.search(rf"(?m)^{name}:", makefile)]


def test_how_to_upgrade_and_to_go_back_is_told() -> None:
    told = section("Upgrade, and go back")

    for word in ("Back up", "Stop every process", "Reinstall to Workspace", "To go back"):
        assert word in told


def test_what_people_invite_is_called_as_in_the_manifest() -> None:
    assert f"/invite @{manifest()['features']['bot_user']['display_name']}" in README
