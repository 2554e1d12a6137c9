"""What a person looks for on the screen, and waits for if it is not there yet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox.slack.model.channels import Channel
from bot.sandbox.slack.model.inputs import Placed
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.persons.message_view import MessageView, Screen, labels, look_at
from bot.sandbox.slack.persons.modal_view import FieldView, ModalView
from bot.sandbox.slack.persons.outcomes import NotAllowed, NotOnScreen
from bot.sandbox.slack.persons.slack import Slack

T = TypeVar("T")


@dataclass(frozen=True)
class Spot:
    """An interactive element, and the modal, Home tab or message it is on."""

    surface: ModalView | MessageView
    place: Placed


class Sight:
    """One person's eyes: `patience` is how many seconds they wait for something to appear."""

    def __init__(self, slack: Slack, user: User) -> None:
        self.patience = 15.0
        self.slack = slack
        self.user = user

    def channel(self, name: str) -> Channel:
        """Give a channel by name or id, or the direct conversation by the bot's @handle.

        Raises:
            NotAllowed: this person is not in the channel.
        """
        world = self.slack.world
        if name.startswith("@"):
            return world.direct(self.user.id)
        channel = world.channel(name)
        if self.user.id not in channel.members:
            raise NotAllowed(f"{self.user.handle} is not in #{channel.name}")
        return channel

    def screen(self, name: str) -> Screen:
        """Give a channel as this person sees it."""
        with self.slack.world.changes.still():
            return look_at(self.slack.world, self.channel(name), self.user.id)

    def top_modal(self) -> ModalView | None:
        """Give the visible modal, if there is one."""
        with self.slack.world.changes.still():
            stack = self.slack.stack.of(self.user.id)
            return ModalView(self.slack.world, stack[-1]) if stack else None

    def home(self) -> ModalView | None:
        """Give the Home tab, if the bot has published one."""
        view = self.slack.world.homes.get(self.user.id)
        return ModalView(self.slack.world, view) if view else None

    def modal(self) -> ModalView:
        """Give the visible modal, waiting for one."""
        return self.wait(self.top_modal, "a modal")

    def field(self, label: str) -> tuple[ModalView, FieldView]:
        """Give a field of the visible modal, waiting for it."""

        def look() -> tuple[ModalView, FieldView] | None:
            modal = self.top_modal()
            found = _by_label(modal.fields, label) if modal else None
            return (modal, found) if modal and found else None

        return self.wait(look, f"a field called {label!r}")

    def button(self, label: str, message: MessageView | None) -> Spot:
        """Give a button or menu entry of the message, else the modal, else the newest message."""

        def look() -> Spot | None:
            surfaces = [message] if message else self._surfaces()
            spots = (self.button_on(surface, label) for surface in surfaces)
            return next((spot for spot in spots if spot), None)

        return self.wait(look, f"a button called {label!r}")

    def button_on(self, surface: ModalView | MessageView | None, label: str) -> Spot | None:
        """Give a button or menu entry of one surface, if it is there now."""
        for place in surface.places if surface else ():
            if surface and label in labels(self.slack.world, place):
                return Spot(surface, place)
        return None

    def wait(self, look: Callable[[], T | None], what: str | Callable[[], str]) -> T:
        """Give what `look` gives once it gives something.

        Raises:
            NotOnScreen: it did not within the patience; with everything that is on the screen.
        """
        found = self.slack.world.changes.wait_for(look, self.patience)
        if found is None:
            missing = what if isinstance(what, str) else what()
            raise NotOnScreen(f"{self.user.handle} does not see {missing}.\n{self.everything()}")
        return found

    def everything(self) -> str:
        """Give all that this person could read now."""
        with self.slack.world.changes.still():
            modal = self.top_modal()
            parts = [modal.text] if modal else []
            for channel in self.slack.world.channels.values():
                if self.user.id in channel.members and channel.messages:
                    text = look_at(self.slack.world, channel, self.user.id).text
                    parts.append(f"-- {channel.name or 'direct'} --\n{text}")
            return "\n".join(parts) or "The screen is empty."

    def _surfaces(self) -> Iterable[ModalView | MessageView]:
        if modal := self.top_modal():
            yield modal
            return
        for channel in self.slack.world.channels.values():
            if self.user.id in channel.members:
                yield from list(look_at(self.slack.world, channel, self.user.id))[::-1]


def _by_label(fields: dict[str, FieldView], label: str) -> FieldView | None:
    if label in fields:
        return fields[label]
    near = [f for name, f in fields.items() if name.lower().startswith(label.lower())]
    return near[0] if len(near) == 1 else None
