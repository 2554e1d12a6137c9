"""One person's browser window on the sandbox's page, used as that person would."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, Response, expect

NEW_FILES = """(given) => {
    const carried = new DataTransfer();
    for (const { name, text, size } of given) {
        carried.items.add(new File([text ?? new Uint8Array(size)], name));
    }
    return carried;
}"""


@dataclass(frozen=True)
class Bundle:
    """A file in somebody's hand: with this text, or so many zeros."""

    name: str
    text: str | None = None
    size: int = 0


class Window:
    """What somebody sees and does; waits for what it looks for."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def channel(self) -> Locator:
        """The open channel with its composer."""
        return self.page.get_by_test_id("channel")

    @property
    def thread(self) -> Locator:
        """The open thread with its composer."""
        return self.page.get_by_test_id("thread")

    @property
    def modal(self) -> Locator:
        """The modal on the screen."""
        return self.page.locator("dialog[open][data-testid=modal]")

    @property
    def list(self) -> Locator:
        """The open list of choices."""
        return self.page.get_by_test_id("options")

    @property
    def question(self) -> Locator:
        """The question on the screen that is to be answered first."""
        return self.page.get_by_test_id("confirm")

    @property
    def card(self) -> Locator:
        """The newest card of an order."""
        return self.channel.get_by_test_id("message").filter(has_text="PD-").last

    @property
    def order(self) -> str:
        """The id of the order on the newest card."""
        found = re.search(r"PD-[0-9A-Z]+", self.card.inner_text())
        assert found is not None
        return found[0]

    def says(self, text: str, pane: Locator | None = None) -> None:
        """Write something and send it; a command, too."""
        field = (pane or self.channel).get_by_test_id("composer-input")
        field.fill(text)
        field.press("Enter")

    def field(self, label: str) -> Locator:
        """Give the field of the modal that is called so."""
        exactly = re.compile(rf"^{re.escape(label)}( \(optional\))?$")
        return self.modal.get_by_label(exactly).and_(self.page.locator("[data-action-id]"))

    def choose(self, label: str, option: str, typing: str = "") -> None:
        """Open a list of the modal, type a little, and click an option."""
        self.field(label).click()
        if typing:
            self.list.get_by_role("combobox").fill(typing)
        self.option(option).click()
        expect(self.field(label)).to_have_text(option)

    def choose_first(self, label: str) -> None:
        """Open a list of the modal, and click whatever stands first there."""
        self.field(label).click()
        self.page.get_by_test_id("options").get_by_role("option").first.click()
        expect(self.field(label)).not_to_have_text("Select an option")

    @contextmanager
    def reshaped(self) -> Iterator[None]:
        """Do something that changes the form, and wait until it has changed."""
        before = self.modal.get_attribute("data-hash") or ""
        yield
        expect(self.modal).not_to_have_attribute("data-hash", before)

    def option(self, words: str) -> Locator:
        """Give an option of the open list."""
        exactly = re.compile(rf"^{re.escape(words)}$")
        return self.list.get_by_role("option").filter(has_text=exactly)

    def fill(self, label: str, text: str) -> None:
        """Type into a field of the modal."""
        self.field(label).fill(text)

    def submit(self) -> None:
        """Press the modal's button."""
        self.modal.get_by_test_id("submit").click()

    def leave_modals(self) -> None:
        """Close every modal by the cross in its corner, if there is one."""
        if self.modal.count():
            self.modal.get_by_role("button", name="Close").first.click()
        expect(self.modal).to_have_count(0)

    def fill_in(self, customer: str, typing: str) -> None:
        """Order something for a customer, everything answered."""
        self.says("/order")
        self.answer(customer, typing)

    def answer(self, customer: str, typing: str) -> None:
        """Answer everything in the form of a new order."""
        with self.reshaped():
            self.choose("Customer", customer, typing)
        for label, option in USUAL_CHOICES.items():
            with self.reshaped() if label in RESHAPING else nullcontext():
                self.choose(label, option)
        expect(self.field("Billing address")).to_be_visible()
        expect(self.field("Shipping address")).to_be_visible()
        for label, text in USUAL_WORDS.items():
            expect(self.field(label)).to_have_value(PROPOSED[label])
            self.fill(label, text)

    def create(self) -> None:
        """Send the form, and see the card."""
        self.submit()
        expect(self.modal).to_have_count(0)
        expect(self.card).to_be_visible()

    def open_thread(self, message: Locator) -> None:
        """Open the thread of a message by the button that shows when the mouse is on it."""
        message.hover()
        message.get_by_role("button", name="Reply in thread").click()
        expect(self.thread).to_be_visible()

    def use(self, entry: str, message: Locator) -> None:
        """Choose an entry of a message's menu."""
        message.hover()
        message.get_by_role("button", name="More actions").click()
        self.page.get_by_role("menuitem", name=entry).click()

    def drop(self, pane: Locator, *files: Bundle) -> None:
        """Drop files onto the channel or the thread, and send them once they are uploaded."""
        self.attach(pane, *files)
        self.send(pane, len(files))

    def attach(self, pane: Locator, *files: Bundle) -> None:
        """Drop files onto the channel or the thread; their upload begins."""
        carried = self._carried(*files)
        for moment in ("dragenter", "dragover", "drop"):
            pane.dispatch_event(moment, {"dataTransfer": carried})

    def send(self, pane: Locator, files: int) -> None:
        """Send so many files once they are uploaded."""
        expect(pane.locator("[data-testid=pending-file].done")).to_have_count(files)
        pane.get_by_test_id("composer-input").press("Enter")

    def place(self) -> None:
        """Press Place order on the card, and confirm."""
        self.card.get_by_role("button", name="Place order").click()
        self.confirm()

    def confirm(self) -> None:
        """Say yes to the question on the screen."""
        self.question.get_by_role("button").last.click()

    def become(self, name: str) -> None:
        """Switch to another person, who sees the same channel if they are in it."""
        self.page.get_by_test_id("who").click()
        self.page.get_by_role("menuitemradio", name=name).click()
        expect(self.page.get_by_test_id("who")).to_contain_text(f"You are: {name}")

    def open_tab(self, name: str) -> None:
        """Open Slack, 3YOURMIND, What if or Wire."""
        self.page.get_by_role("tab", name=name).click()

    def wire(self, *texts: str | re.Pattern[str]) -> Locator:
        """Open the Wire tab, and give the lines with all these texts."""
        self.open_tab("Wire")
        for field in self.page.get_by_role("main", name="Wire").get_by_role("searchbox").all():
            field.fill("")
        lines = self.page.get_by_test_id("wire").get_by_role("listitem")
        for text in texts:
            lines = lines.filter(has_text=text)
        return lines

    def turn(self, name: str, *, on: bool = True) -> None:
        """Turn a switch of the What if tab on or off, and come back to Slack."""
        self.open_tab("What if")
        switch = self.page.get_by_role("switch", name=name)
        expect(switch).to_have_attribute("aria-checked", str(not on).lower())
        with self.page.expect_response(is_turned, timeout=TURN_LIMIT):
            switch.click()
        self.open_tab("Slack")

    def _carried(self, *files: Bundle) -> Any:
        return self.page.evaluate_handle(NEW_FILES, [vars(file) for file in files])


def is_turned(answer: Response) -> bool:
    """Tell whether this is the answer to the turn of a switch."""
    return answer.url.endswith("/api/whatif") and answer.request.method == "POST"


TURN_LIMIT = 45_000
"""Milliseconds in which a bot has started."""
USUAL_CHOICES = {
    "Delivery": "Standard parcel",
    "Payment": "Invoice",
    "Material for all parts": "PA12, white",
}
RESHAPING = {"Delivery", "Material for all parts"}
"""What brings a price with it."""
PROPOSED = {"Shipping price": "6.90", "Price per piece for all parts": "12.34"}
USUAL_WORDS = {"Shipping price": "4.90", "Price per piece for all parts": "12.50"}
"""What somebody types instead of what is proposed."""
