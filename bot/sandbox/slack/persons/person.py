"""Somebody at a Slack client: what tests and the terminal demo act with."""

from pathlib import Path

from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.persons.acting import Acting
from bot.sandbox.slack.persons.clicking import Clicking
from bot.sandbox.slack.persons.filling import Filling
from bot.sandbox.slack.persons.message_view import MessageView, Screen
from bot.sandbox.slack.persons.modal_view import ModalView
from bot.sandbox.slack.persons.sight import Sight, Spot
from bot.sandbox.slack.persons.slack import Slack
from bot.sandbox.slack.persons.submitting import Submitting
from bot.sandbox.slack.persons.talking import Dropped, Talking

_HERE = "#print-orders"


class Person:
    """Acts and reads like a person does; waits `sight.patience` seconds for things to appear.

    Places are channel names (`#print-orders`) or `@printdesk` for the conversation with the bot.
    What is not there raises NotOnScreen, what Slack's client forbids NotAllowed, and an answer
    of the bot that Slack rejects BotMistake.
    """

    def __init__(self, slack: Slack, user: User) -> None:
        self.user = user
        self.sight = Sight(slack, user)
        self._slack = slack
        self._acting = Acting(self.sight)
        self._filling = Filling(self.sight, self._acting)
        self._clicking = Clicking(self.sight, self._acting)
        self._submitting = Submitting(slack)
        self._talking = Talking(self.sight)

    def screen(self, channel: str = _HERE) -> Screen:
        """Give a channel as this person sees it."""
        return self.sight.screen(channel)

    def sees(self, text: str, *, channel: str = _HERE) -> MessageView:
        """Give the newest message with these words, waiting for it."""

        def look() -> MessageView | None:
            found = [m for m in self.screen(channel) if text in m.text]
            return max(found, key=lambda m: m.message.ts, default=None)

        return self.sight.wait(look, f"{text!r} in {channel}")

    @property
    def modal(self) -> ModalView:
        """The visible modal, waiting for one."""
        return self.sight.modal()

    @property
    def has_modal(self) -> bool:
        """Whether a modal is open right now."""
        return self.sight.top_modal() is not None

    @property
    def home(self) -> ModalView:
        """The Home tab, waiting for the bot to publish one."""
        return self.sight.wait(self.sight.home, "a Home tab")

    def choose(
        self,
        label: str,
        *options: str,
        typing: str | None = None,
        message: MessageView | None = None,
    ) -> None:
        """Choose options of a field by their text; into an external select the text is typed."""
        if message is None:
            self._filling.choose(label, options, typing)
        else:
            self._filling.choose_in(message, label, options)

    def search(self, label: str, typed: str) -> list[str]:
        """Type into an external select, and give the texts it offers."""
        return self._filling.search(label, typed)

    def type(self, label: str, text: str) -> None:
        """Type into a field."""
        self._filling.type(label, text)

    def clear(self, label: str) -> None:
        """Empty a field."""
        self._filling.clear(label)

    def attach(self, label: str, *paths: Path) -> None:
        """Put files into a file field."""
        self._filling.attach(label, paths)

    def submit(self) -> None:
        """Submit the visible modal."""
        self._submitting.submit(self.modal.view)

    def close(self) -> None:
        """Press Cancel on the visible modal."""
        self._submitting.close(self.modal.view)

    def close_all(self) -> None:
        """Press the x of the modal."""
        self._submitting.close_all(self.modal.view)

    def click(
        self, label: str, *, message: MessageView | None = None, confirm: bool = True
    ) -> None:
        """Click a button or menu entry in the message, else in the modal, else in any message."""
        self._clicking.click(label, message, confirm=confirm)

    def double_click(self, label: str, *, message: MessageView | None = None) -> None:
        """Click a button twice before anything can come of the first click."""
        self._clicking.double_click(label, message)

    def confirmation(self, label: str, *, message: MessageView | None = None) -> str:
        """Give the text of the dialog a button would ask back with."""
        return self._clicking.confirmation(label, message)

    def say(
        self, text: str, *, channel: str = _HERE, thread: MessageView | None = None
    ) -> MessageView:
        """Post a message."""
        return self._talking.say(self._talking.where(channel, thread), text)

    def mention(
        self, text: str, *, channel: str = _HERE, thread: MessageView | None = None
    ) -> MessageView:
        """Post a message that mentions the bot."""
        bot = self._slack.world.users[self._slack.world.installation.bot_user]
        return self.say(f"@{bot.handle} {text}", channel=channel, thread=thread)

    def drop(
        self,
        *files: Path | Dropped,
        channel: str = _HERE,
        thread: MessageView | None = None,
        text: str = "",
    ) -> MessageView:
        """Post files; bytes come as `Dropped(content, name)`."""
        dropped = [f if isinstance(f, Dropped) else Dropped(f, f.name) for f in files]
        return self._talking.drop(self._talking.where(channel, thread), text, dropped)

    def edit(self, message: MessageView, text: str) -> None:
        """Change an own message."""
        self._talking.edit(message, text)

    def delete(self, message: MessageView) -> None:
        """Delete an own message with its files."""
        self._talking.delete(message)

    def delete_file(self, message: MessageView, name: str) -> None:
        """Delete one file of an own message; the message stays."""
        self._talking.delete_file(message, name)

    def command(
        self,
        command: str,
        text: str = "",
        *,
        channel: str = _HERE,
        thread: MessageView | None = None,
    ) -> None:
        """Give a slash command."""
        self._talking.command(self._talking.where(channel, thread), command, text)

    def shortcut(self, name: str) -> None:
        """Use a shortcut of the global menu."""
        self._talking.shortcut(name)

    def message_shortcut(self, name: str, message: MessageView) -> None:
        """Use a shortcut of the menu of a message."""
        self._talking.message_shortcut(name, message)

    def open_home(self) -> None:
        """Look at the bot's Home tab."""
        self._slack.open_home(self.user)

    def click_home(self, label: str, *, confirm: bool = True) -> None:
        """Click a button of the Home tab."""

        def look() -> Spot | None:
            return self.sight.button_on(self.sight.home(), label)

        self._clicking.press(self.sight.wait(look, f"{label!r} at home"), label, confirm=confirm)
