"""Filling in the fields of a modal, or the menus of a message."""

import datetime as dt
from pathlib import Path

from bot.sandbox.slack.model.inputs import Placed
from bot.sandbox.slack.persons.acting import Acting
from bot.sandbox.slack.persons.attaching import attached
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.modal_view import offered
from bot.sandbox.slack.persons.mrkdwn import read_text
from bot.sandbox.slack.persons.outcomes import NotAllowed, NotOnScreen
from bot.sandbox.slack.persons.searching import suggested
from bot.sandbox.slack.persons.sight import Sight, Spot
from bot.sandbox.slack.persons.uploading import new_file
from bot.sandbox.slack.wire import Json

_MENUS = ("select", "radio_buttons", "checkboxes")


class Filling:
    """Chooses, types and attaches."""

    def __init__(self, sight: Sight, acting: Acting) -> None:
        self._sight = sight
        self._acting = acting

    def choose(self, label: str, options: tuple[str, ...], typing: str | None) -> None:
        """Choose in a field of the modal; in one for several, add to what is chosen."""
        modal, field = self._sight.field(label)
        self._pick(Spot(modal, field.place), options, typing)

    def choose_in(self, message: MessageView, label: str, options: tuple[str, ...]) -> None:
        """Choose in a menu of a message, called by its placeholder or the text beside it."""

        def look() -> Placed | None:
            matching = (p for p in message.places if label in self._names(p))
            return next(matching, None)

        place = self._sight.wait(look, f"a menu called {label!r}")
        self._pick(Spot(message, place), options, None)

    def search(self, label: str, typed: str) -> list[str]:
        """Type into a field and give the options it offers."""
        modal, field = self._sight.field(label)
        found = suggested(self._sight, Spot(modal, field.place), typed)
        return [self._words(option) for option in found]

    def type(self, label: str, text: str) -> None:
        """Type into a field for text, numbers, dates or times, replacing what is there."""
        modal, field = self._sight.field(label)
        if field.place.type == "datetimepicker":
            moment = dt.datetime.fromisoformat(text)
            self._acting.set_value(modal, field.place, int(moment.timestamp()))
            return
        if field.place.type.endswith(_MENUS) or field.place.type == "file_input":
            raise NotAllowed(f"nobody can type into {label!r}, it is a {field.place.type}")
        self._acting.set_value(modal, field.place, text or None)

    def clear(self, label: str) -> None:
        """Empty a field."""
        modal, field = self._sight.field(label)
        several = field.place.value_key.endswith("s")
        self._acting.set_value(modal, field.place, [] if several else None)

    def attach(self, label: str, paths: tuple[Path, ...]) -> None:
        """Put files into a file field.

        Raises:
            NotAllowed: a file above 10 MB, too many, or of a kind the field does not take.
        """
        modal, field = self._sight.field(label)
        place, world = field.place, self._sight.slack.world
        held = modal.view.values[place.block_id][place.action_id]["files"]
        with world.changes.making():
            new = [new_file(self._sight, path, path.name) for path in paths]
        told = attached([world.files[file["id"]] for file in held] + new, place.element, world)
        self._acting.set_value(modal, place, told)

    def _pick(self, spot: Spot, wanted: tuple[str, ...], typing: str | None) -> None:
        place = spot.place
        chosen = [self._option(spot, want, typing) for want in wanted]
        if not place.value_key.endswith("s"):
            self._acting.set_value(spot.surface, place, chosen[-1])
            return
        held = (
            self._acting.state(spot.surface)[place.block_id][place.action_id].get(place.value_key)
            or []
        )
        several = [*held, *(one for one in chosen if one not in held)]
        if len(several) > place.element.get("max_selected_items", len(several)):
            raise NotAllowed(f"not more than {place.element['max_selected_items']} can be chosen")
        self._acting.set_value(spot.surface, place, several)

    def _option(self, spot: Spot, wanted: str, typing: str | None) -> object:
        element = spot.place.element
        match spot.place.type:
            case "users_select" | "multi_users_select":
                return self._sight.slack.world.user(wanted.removeprefix("@")).id
            case kind if kind.endswith(("conversations_select", "channels_select")):
                return self._sight.channel(wanted).id
            case "external_select" | "multi_external_select":
                found = suggested(self._sight, spot, typing or wanted)
                return self._matching(found, wanted)
            case _:
                return self._sight.wait(
                    lambda: self._match(offered(self._now(spot, element)), wanted),
                    lambda: f"option {wanted!r} among {self._all(self._now(spot, element))}",
                )

    def _now(self, spot: Spot, element: Json) -> Json:
        same = (
            p.element
            for p in spot.surface.places
            if (p.block_id, p.action_id) == (spot.place.block_id, spot.place.action_id)
        )
        return next(same, element)

    def _matching(self, found: list[Json], wanted: str) -> Json:
        option = self._match(found, wanted)
        if option is None:
            offer = [self._words(one) for one in found] or "no results"
            raise NotOnScreen(f"no single option {wanted!r} among {offer}")
        return option

    def _match(self, found: list[Json], wanted: str) -> Json | None:
        exact = [o for o in found if self._words(o) == wanted]
        near = [o for o in found if wanted.lower() in self._words(o).lower()]
        if exact:
            return exact[0]
        return near[0] if len(near) == 1 else None

    def _all(self, element: Json) -> list[str]:
        return [self._words(option) for option in offered(element)]

    def _words(self, option: Json) -> str:
        return read_text(self._sight.slack.world, option["text"])

    def _names(self, place: Placed) -> list[str]:
        texts = [
            place.element.get("placeholder"),
            place.block.get("text"),
            place.block.get("label"),
        ]
        return [read_text(self._sight.slack.world, text) for text in texts if text]
