"""The pictures of `docs/pictures`, taken from the sandbox's page while an order is placed."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FilePayload, FloatRect, Locator, ViewportSize, expect

from bot.sandbox.parts.samples import sample
from bot.sandbox.town import Town, town
from tests.browser import chromium
from tests.browser.small_png import smaller
from tests.browser.window import Window

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
LARGEST = 200_000
"""Bytes; pictures stay in the history of the repository for ever."""
LOVELACE = "Ada Lovelace, Analytical Engines Ltd <ada@customers.example>"
PARTS = ("bracket.stl", "spacer.stl")
LIMIT = 15_000
SCREEN: ViewportSize = {"width": 1180, "height": 1000}
NARROW: ViewportSize = {"width": 920, "height": 1000}
"""As wide as messages are long, without an empty margin at their right."""
MARGIN = 6


class Studio:
    """Opens windows in one sandbox and takes pictures of what is in them."""

    def __init__(self, browser: Browser, place: Town, folder: Path) -> None:
        self._browser = browser
        self._place = place
        self._folder = folder

    def window(
        self, handle: str, size: ViewportSize = SCREEN, scheme: Literal["light", "dark"] = "light"
    ) -> Window:
        """Give somebody's window, sharp enough for screens with many dots."""
        page = self._browser.new_page(
            viewport=size, device_scale_factor=2, color_scheme=scheme, reduced_motion="reduce"
        )
        page.goto(f"{self._place.url}/?as={handle}")
        return Window(page)

    def take(self, name: str, *parts: Locator) -> None:
        """Take a picture of what holds all these parts of one window."""
        page = parts[0].page
        page.mouse.move(0, 0)
        shot = page.screenshot(clip=around(parts), animations="disabled", caret="hide")
        picture = smaller(shot)
        if len(picture) > LARGEST:
            raise ValueError(f"the picture {name} has {len(picture):,} bytes")
        (self._folder / f"{name}.png").write_bytes(picture)


def around(parts: Sequence[Locator]) -> FloatRect:
    """Give the smallest rectangle that holds the parts, with a margin."""
    found = [box for part in parts if (box := part.bounding_box())]
    left, top = (min(box[side] for box in found) - MARGIN for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in found) + MARGIN
    bottom = max(box["y"] + box["height"] for box in found) + MARGIN
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


@contextmanager
def studio(folder: Path) -> Iterator[Studio]:
    """Run everything that pictures need; they go to the folder."""
    expect.set_options(timeout=LIMIT)
    with (
        tempfile.TemporaryDirectory() as data,
        town(Path(data)) as place,
        chromium.launched() as browser,
    ):
        place.bot.start()
        yield Studio(browser, place, folder)


def take_all(studio: Studio) -> None:
    """Place an order and take a picture of each step."""
    ada = studio.window("ada")
    ada.fill_in(LOVELACE, typing="lovelace")
    ada.fill("Reference", "PO 2041")
    ada.field("Customer").scroll_into_view_if_needed()
    studio.take("form", ada.modal)
    ada.create()
    bring_parts(studio)
    studio.take("card", *message(studio.window("ada", NARROW).card))
    studio.take("card-dark", *message(studio.window("ada", NARROW, "dark").card))
    ada.open_thread(ada.card)
    replies = ada.thread.get_by_test_id("message")
    part = replies.filter(has_text="60.0 × 40.0 × 20.0 mm (").last
    expect(part.locator("img").last).to_be_visible()
    part.scroll_into_view_if_needed()
    studio.take("part", *message(part))
    ada.place()
    expect(ada.thread).to_contain_text("The order is placed")
    expect(ada.card).to_contain_text("Placed: ")
    replies.last.scroll_into_view_if_needed()
    studio.take(
        "number",
        *message(replies.filter(has_text="Nothing is missing").last),
        *message(replies.last),
    )
    look_up(studio)


def bring_parts(studio: Studio) -> None:
    """Let a teammate bring the parts, and wait until they are ready."""
    ben = studio.window("ben")
    ben.open_thread(ben.card)
    ben.thread.get_by_test_id("composer-files").set_input_files([held(name) for name in PARTS])
    ben.send(ben.thread, len(PARTS))
    for name in PARTS:
        expect(ben.card).to_contain_text(f"{name} is ready")


def held(name: str) -> FilePayload:
    """Give a sample part as the browser takes it."""
    return {"name": name, "mimeType": "", "buffer": b"".join(sample(name).chunks())}


def message(whole: Locator) -> tuple[Locator, ...]:
    """Give what a message is about: who says what, without the day above and the replies below."""
    author = whole.locator(".avatar").first
    return author, whole.locator(".message-body")


def look_up(studio: Studio) -> None:
    """Let the engineer on call ask for the order."""
    olga = studio.window("olga", NARROW)
    olga.says("/order-status 100001")
    answer = olga.channel.get_by_test_id("message").filter(has_text="Only visible to you")
    expect(answer).to_be_visible()
    studio.take("status", *message(answer))


def main() -> None:
    """Take every picture anew."""
    PICTURES.mkdir(exist_ok=True)
    with studio(PICTURES) as busy:
        take_all(busy)


if __name__ == "__main__":
    main()
