"""Somebody's Slack client, in which everything goes by its id: what the page acts with."""

from collections.abc import Sequence
from pathlib import Path

from bot.sandbox.slack.api.content import LONGEST_TEXT
from bot.sandbox.slack.model.files import SlackFile
from bot.sandbox.slack.model.inputs import Placed
from bot.sandbox.slack.model.modals import View
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.persons.acting import TROUBLE, Acting
from bot.sandbox.slack.persons.attaching import attached
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.modal_view import ModalView
from bot.sandbox.slack.persons.outcomes import NotAllowed, NotOnScreen
from bot.sandbox.slack.persons.searching import searched
from bot.sandbox.slack.persons.sight import Sight, Spot
from bot.sandbox.slack.persons.slack import Slack
from bot.sandbox.slack.persons.submitting import Submitting
from bot.sandbox.slack.persons.talking import Talking, Where
from bot.sandbox.slack.persons.uploading import new_file
from bot.sandbox.slack.wire import Json


class Client:
    """Acts like `Person` and through the same code, but finds things by id and waits for nothing.

    What is not there raises NotOnScreen, what Slack's client forbids NotAllowed, and an answer
    of the bot that Slack rejects BotMistake.
    """

    def __init__(self, slack: Slack, user: User) -> None:
        self.user = user
        self._slack = slack
        self._sight = Sight(slack, user)
        self._acting = Acting(self._sight)
        self._submitting = Submitting(slack)
        self._talking = Talking(self._sight)

    def where(self, channel: str, thread_ts: str | None) -> Where:
        """Give a channel this person is in, or a thread in it."""
        if channel not in self._slack.world.channels:
            raise NotOnScreen("this channel is not there")
        found = Where(self._sight.channel(channel), thread_ts)
        if thread_ts and not found.channel.thread(thread_ts):
            raise NotOnScreen("this thread is not there any more")
        return found

    def message(self, channel: str, ts: str) -> MessageView:
        """Give a message this person sees."""
        message = self.where(channel, None).channel.message(ts)
        if message is None or message.seen_by not in (None, self.user.id):
            raise NotOnScreen("this message is not there any more")
        return MessageView(self._slack.world, message)

    def view(self, view_id: str) -> ModalView:
        """Give an open modal or the Home tab of this person."""
        world = self._slack.world
        mine = [*self._slack.stack.of(self.user.id), world.homes.get(self.user.id)]
        found = next((view for view in mine if view and view.id == view_id), None)
        if found is None:
            raise NotOnScreen("this modal is not open any more")
        return ModalView(world, found)

    def spot(self, surface: ModalView | MessageView, block_id: str, action_id: str) -> Spot:
        """Give an interactive element."""
        for place in surface.places:
            if (place.block_id, place.action_id) == (block_id, action_id):
                return Spot(surface, place)
        raise NotOnScreen("this element is not there any more")

    def act(self, spot: Spot, value: object) -> None:
        """Click an element or choose in it; the bot is told if the element asks for that."""
        if spot.place.holds_a_value:
            self._acting.set_value(spot.surface, spot.place, self._value(spot.place, value))
        elif spot.place.type == "overflow":
            self._acting.act(spot, {"selected_option": value})
        elif spot.place.type == "feedback_buttons":
            self._acting.act(spot, {"value": value})
        else:
            self._acting.act(spot, {})

    def fill(self, spot: Spot, value: object) -> None:
        """Type into an element or attach files to it; nobody is told yet."""
        if not spot.place.holds_a_value:
            raise NotAllowed("nothing can be filled in here")
        self._acting.store(spot.surface, spot.place, self._value(spot.place, value))

    def options(self, spot: Spot, typed: str) -> Json:
        """Give the options the bot offers for what was typed, or what the person reads instead."""
        answer = searched(self._sight, spot, typed)
        found = {key: (answer or {}).get(key) or [] for key in ("options", "option_groups")}
        return {**found, "error": TROUBLE if answer is None else None}

    def submit(self, view_id: str) -> None:
        """Submit the visible modal."""
        self._submitting.submit(self._visible(view_id))

    def close(self, view_id: str) -> None:
        """Press Cancel on the visible modal."""
        self._submitting.close(self._visible(view_id))

    def close_all(self, view_id: str) -> None:
        """Press the x of the visible modal."""
        self._submitting.close_all(self._visible(view_id))

    def upload(self, content: Path, name: str) -> SlackFile:
        """Bring a file into the workspace, for `say` or for a file field."""
        with self._slack.world.changes.making():
            return new_file(self._sight, content, name)

    def say(self, where: Where, text: str, file_ids: Sequence[str]) -> MessageView:
        """Post a message, with uploaded files if there are any."""
        if not text.strip() and not file_ids:
            raise NotAllowed("there is nothing to send")
        if len(text) > LONGEST_TEXT:
            raise NotAllowed(f"a message has not more than {LONGEST_TEXT} characters")
        return self._talking.say(where, text, [self._own(file_id) for file_id in file_ids])

    def edit(self, message: MessageView, text: str) -> None:
        """Change an own message."""
        self._talking.edit(message, text)

    def delete(self, message: MessageView) -> None:
        """Delete an own message with its files."""
        self._talking.delete(message)

    def command(self, where: Where, command: str, text: str) -> None:
        """Give a slash command, or read Slack's own words why that does not work here."""
        self._talking.command(where, command, text)

    def shortcut(self, name: str) -> None:
        """Use a shortcut of the global menu."""
        self._talking.shortcut(name)

    def message_shortcut(self, name: str, message: MessageView) -> None:
        """Use a shortcut of the menu of a message."""
        self._talking.message_shortcut(name, message)

    def open_home(self) -> None:
        """Look at the bot's Home tab."""
        self._slack.open_home(self.user)

    def _value(self, place: Placed, given: object) -> object:
        if place.type != "file_input":
            return None if given == "" else given
        ids = given if isinstance(given, list) else []
        files = [self._own(str(file_id)) for file_id in ids]
        return attached(files, place.element, self._slack.world)

    def _own(self, file_id: str) -> SlackFile:
        file = self._slack.world.files.get(file_id)
        if file is None or file.deleted or file.user != self.user.id:
            raise NotOnScreen("this file is not there any more")
        return file

    def _visible(self, view_id: str) -> View:
        view = self.view(view_id).view
        if self._slack.stack.of(self.user.id)[-1:] != [view]:
            raise NotAllowed("this modal is not the one on top")
        return view
