"""What a child says, believed only as far as it can be checked."""

from pydantic import ValidationError

from bot.preview import limits, png
from bot.preview.names import shown
from state.facts import Facts
from state.ports import Look


def look_of(answer: bytes) -> Look:
    """Give facts and picture out of whatever a child wrote; what makes no sense is left out."""
    line, ended, picture = answer.partition(b"\n")
    facts = _facts(line) if ended else None
    if facts is None:
        return Look()
    fits = png.dimensions(picture) == (limits.WIDTH, limits.HEIGHT)
    return Look(facts, picture if fits else None)


def _facts(line: bytes) -> Facts | None:
    if len(line) > limits.FACTS_BYTES:
        return None
    try:
        facts = Facts.model_validate_json(line, strict=True)
    except ValidationError:
        return None
    names = tuple(shown(name) for name in facts.contents[: limits.CONTENTS])
    return facts.but(contents=names)
