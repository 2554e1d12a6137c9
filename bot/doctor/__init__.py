"""The doctor looks at everything that the bot needs, and says what to do about what is wrong."""

import json
from collections.abc import Iterator, Sequence

from bot.doctor.desk_checks import desk_checks
from bot.doctor.machine_checks import machine_checks
from bot.doctor.slack_checks import slack_checks
from bot.doctor.verdict import State, Verdict
from bot.settings import Settings

SIGNS = {State.FINE: "✔", State.WARNING: "!", State.WRONG: "✘"}


def examine(settings: Settings) -> Iterator[Verdict]:
    """Look at one thing after another; changes nothing, and says nothing that is secret."""
    yield from machine_checks(settings)
    yield from slack_checks(settings)
    yield from desk_checks(settings)


def line(verdict: Verdict) -> str:
    """Give a verdict for people to read; what to do stands on a line of its own."""
    said = f"{SIGNS[verdict.state]} {verdict.about}: {verdict.says}"
    return f"{said}\n    → {verdict.do}" if verdict.do else said


def as_json(verdicts: Sequence[Verdict]) -> str:
    """Give the verdicts for machines."""
    return json.dumps([verdict.model_dump(mode="json") for verdict in verdicts], indent=2)


def is_healthy(verdicts: Sequence[Verdict]) -> bool:
    """Tell whether the bot can do its work."""
    return all(verdict.state is not State.WRONG for verdict in verdicts)
