"""What is odd about a file, in words for people who do not model; mrkdwn."""

from collections.abc import Mapping

from handlers.views.text import counted
from state.facts import Finding, Oddity

REPAIRED = "please ask for a repaired file"
SHORTLY: Mapping[Oddity, str] = {
    Oddity.OPEN: "open surface",
    Oddity.TWISTED: "twisted surface",
    Oddity.INSIDE_OUT: "inside out",
    Oddity.NO_SOLID: "no solid",
    Oddity.NOT_FINITE: "impossible corners",
    Oddity.WRONG_COUNT: "wrong count",
    Oddity.TRUNCATED: "incomplete file",
}
"""As the card has room for it."""


def in_a_sentence(finding: Finding) -> str:
    """Say what was found, what it means and what to do."""
    match finding.oddity:
        case Oddity.OPEN:
            words = f"The surface is open{_edges(finding)}. It may not be printable: {REPAIRED}."
        case Oddity.TWISTED:
            words = (
                "Parts of the surface face the wrong way, so inside and outside cannot be told "
                f"apart. It may not be printable: {REPAIRED}."
            )
        case Oddity.INSIDE_OUT:
            words = (
                "The model is turned inside out. Many printers cope with that; "
                f"if 3YOURMIND turns it down, {REPAIRED}."
            )
        case Oddity.NO_SOLID:
            words = f"There is nothing solid in it that could be printed: {REPAIRED}."
        case Oddity.NOT_FINITE:
            words = f"{_triangles(finding)} with impossible corners. It is damaged: {REPAIRED}."
        case Oddity.WRONG_COUNT:
            words = (
                f"The file announces {_announced(finding)} than it holds. "
                "Please check that the picture shows all of the part."
            )
        case Oddity.TRUNCATED:
            words = "The file breaks off in the middle. Please ask for it once more."
    return words


def _edges(finding: Finding) -> str:
    if finding.count is None:
        return ""
    return f": {counted(finding.count, 'edge')} with nothing on the other side"


def _announced(finding: Finding) -> str:
    if finding.count is None:
        return "another number of triangles"
    return f"{counted(finding.count, 'triangle')}, another number"


def _triangles(finding: Finding) -> str:
    number = "triangles" if finding.count is None else counted(finding.count, "triangle")
    return f"It has {number}"
