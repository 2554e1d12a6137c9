"""Interactions that reach the bot from an element, and what the person sees if they fail."""

from concurrent.futures import ThreadPoolExecutor

from bot.sandbox.slack.delivery.parcels import Delivery, Parcel
from bot.sandbox.slack.model.inputs import Placed, Values
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.modal_view import ModalView
from bot.sandbox.slack.persons.outcomes import NotAllowed
from bot.sandbox.slack.persons.sight import Sight, Spot
from bot.sandbox.slack.wire import Json

TROUBLE = "We had some trouble connecting. Try again?"


class Acting:
    """Clicks and changes, told to the bot as block_actions."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._slack = sight.slack

    def act(self, spot: Spot, done: Json) -> Delivery:
        """Tell the bot what was done with an element; `done` are the fields of this action."""
        with self._slack.world.changes.still():
            parcel = self._parcel(spot, done)
        delivery = self._slack.courier.deliver(parcel)
        if delivery.error:
            self._show_trouble(spot, delivery.error)
        return delivery

    def act_twice(self, spot: Spot) -> None:
        """Tell the bot of two clicks at the same moment, as two payloads of their own."""
        with self._slack.world.changes.still():
            parcels = [self._parcel(spot, {}), self._parcel(spot, {})]
        with ThreadPoolExecutor(len(parcels)) as pool:
            for delivery in pool.map(self._slack.courier.deliver, parcels):
                if delivery.error:
                    self._show_trouble(spot, delivery.error)

    def set_value(self, surface: ModalView | MessageView, place: Placed, value: object) -> None:
        """Fill an element in, and tell the bot if the element asks for that."""
        self.store(surface, place, value)
        if place.block["type"] != "input" or place.block.get("dispatch_action"):
            self.act(Spot(surface, place), {place.value_key: value})

    def store(self, surface: ModalView | MessageView, place: Placed, value: object) -> None:
        """Fill an element in, and tell nobody yet."""
        with self._slack.world.changes.making():
            state = self.state(surface).setdefault(place.block_id, {})
            state[place.action_id] = {"type": place.type, place.value_key: value}
            if isinstance(surface, ModalView):
                self._slack.stack.touch(surface.view)
            else:
                self._slack.world.touch(surface.message)

    def state(self, surface: ModalView | MessageView) -> Values:
        """Give what is filled in on a surface."""
        return surface.view.values if isinstance(surface, ModalView) else surface.message.state

    def _parcel(self, spot: Spot, done: Json) -> Parcel:
        build = self._slack.interactions
        match spot.surface:
            case ModalView(view=view):
                return build.in_view(view, spot.place, done)
            case MessageView(message=message):
                if message not in self._slack.world.channels[message.channel].messages:
                    raise NotAllowed("that message is not there any more")
                return build.in_message(self._sight.user, message, spot.place, done)

    def _show_trouble(self, spot: Spot, error: str) -> None:
        match spot.surface:
            case ModalView(view=view):
                with self._slack.world.changes.making():
                    view.trouble = TROUBLE
            case MessageView(message=message):
                words = f"{TROUBLE} ({error})"
                user = self._sight.user.id
                self._slack.tell(user, message.channel, words, message.thread_ts)
