"""What the child would tell, told in this process."""

import io

from bot.preview.answer import look_of
from bot.preview.child import answer
from state.facts import Facts, Finding, Oddity
from state.ports import Look


def look(content: bytes, suffix: str = ".stl", seconds: float = 60.0) -> Look:
    """Give facts and picture of a file with that content."""
    out = io.BytesIO()
    answer(io.BytesIO(content), out, suffix, seconds)
    return look_of(out.getvalue())


def facts(content: bytes, suffix: str = ".stl") -> Facts:
    """Give the facts of a file that has some, without drawing it."""
    found = look(content, suffix, seconds=0).facts
    assert found is not None
    return found


def odd(oddity: Oddity, count: int | None = None) -> Finding:
    return Finding(oddity=oddity, count=count)
