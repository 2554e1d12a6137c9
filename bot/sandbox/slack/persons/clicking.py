"""Clicking buttons and menu entries."""

from bot.sandbox.slack.persons.acting import Acting
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.mrkdwn import read_text
from bot.sandbox.slack.persons.outcomes import NotOnScreen
from bot.sandbox.slack.persons.sight import Sight, Spot
from bot.sandbox.slack.wire import Json


class Clicking:
    """Buttons and overflow menus, with their confirmation dialogs."""

    def __init__(self, sight: Sight, acting: Acting) -> None:
        self._sight = sight
        self._acting = acting

    def click(self, label: str, message: MessageView | None, *, confirm: bool) -> None:
        """Click; a dialog that asks back is answered with yes or, if not `confirm`, no."""
        self.press(self._sight.button(label, message), label, confirm=confirm)

    def double_click(self, label: str, message: MessageView | None) -> None:
        """Click twice, with the same message or modal in front of the eyes."""
        self._acting.act_twice(self._sight.button(label, message))

    def press(self, spot: Spot, label: str, *, confirm: bool) -> None:
        """Press what was found under a label."""
        element = spot.place.element
        if "confirm" in element and not confirm:
            return
        if spot.place.type == "overflow":
            option = next(o for o in element["options"] if self._words(o["text"]) == label)
            self._acting.act(spot, {"selected_option": option})
        else:
            # A link opens in the browser, and the bot is told all the same.
            self._acting.act(spot, {})

    def confirmation(self, label: str, message: MessageView | None) -> str:
        """Give the text of the dialog that asks back when a button is clicked."""
        spot = self._sight.button(label, message)
        dialog: Json | None = spot.place.element.get("confirm")
        if dialog is None:
            raise NotOnScreen(f"nothing asks back when {label!r} is clicked")
        parts = ("title", "text", "confirm", "deny")
        return "\n".join(self._words(dialog[part]) for part in parts if part in dialog)

    def _words(self, text: Json) -> str:
        return read_text(self._sight.slack.world, text)
