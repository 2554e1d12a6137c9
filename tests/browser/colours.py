"""Colours as the browser computed them."""

import re

from playwright.sync_api import Locator

Rgb = tuple[float, float, float]
PAINTED = """(node, name) => {
    const clear = "rgba(0, 0, 0, 0)";
    let at = node;
    const colour = () => getComputedStyle(at)[name];
    while (name === "backgroundColor" && colour() === clear && at.parentElement) {
        at = at.parentElement;
    }
    return colour();
}"""
WORDS = f"""(areas) => {{
    const painted = {PAINTED};
    const isText = (node) => [...node.childNodes].some((one) => one.nodeType === 3);
    return areas.flatMap((area) => [...area.querySelectorAll("*")])
        .filter((node) => isText(node) && node.checkVisibility())
        .map((node) => [node.textContent, ...["color", "backgroundColor"].map(
            (name) => painted(node, name))]);
}}"""


def colour(node: Locator) -> Rgb:
    """Give the colour of an element's text."""
    return _parsed(node.evaluate(PAINTED, "color"))


def ground(node: Locator) -> Rgb:
    """Give the colour that an element's text stands on."""
    return _parsed(node.evaluate(PAINTED, "backgroundColor"))


def luminance(rgb: Rgb) -> float:
    """Give how light a colour is, from 0 to 1; as WCAG 2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(node: Locator) -> float:
    """Give the contrast of an element's text, from 1 to 21."""
    return _between(colour(node), ground(node))


def unreadable(areas: Locator, least: float) -> list[str]:
    """Name the texts in parts of the page that have less contrast than this."""
    found = set()
    for text, ink, paper in areas.evaluate_all(WORDS):
        if _between(_parsed(ink), _parsed(paper)) < least:
            found.add(f"{text}: {ink} on {paper}")
    return sorted(found)


def _between(one: Rgb, other: Rgb) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _parsed(text: str) -> Rgb:
    red, green, blue = (int(number) / 255 for number in re.findall(r"\d+", text)[:3])
    return red, green, blue
