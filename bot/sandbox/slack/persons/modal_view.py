"""A modal as the person in front of it sees it."""

from dataclasses import dataclass

from bot.sandbox.slack.model.inputs import Placed, placed
from bot.sandbox.slack.model.modals import View
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.persons.message_view import labels
from bot.sandbox.slack.persons.mrkdwn import plain, read_text
from bot.sandbox.slack.persons.reading import Reader
from bot.sandbox.slack.wire import Json


@dataclass(frozen=True)
class FieldView:
    """A field of a modal: what it is called, what is filled in, and what is wrong with it."""

    place: Placed
    label: str
    value: str
    options: tuple[str, ...]
    error: str
    is_optional: bool


@dataclass(frozen=True)
class ModalView:
    """A modal or Home tab on a screen. It is live: what it shows follows the view."""

    world: World
    view: View

    @property
    def title(self) -> str:
        """The words at the top."""
        return self._words("title")

    @property
    def submit_label(self) -> str:
        """The words on the button that submits, empty when there is none."""
        return self._words("submit")

    @property
    def fields(self) -> dict[str, FieldView]:
        """What can be filled in, by label, from top to bottom."""
        with self.world.changes.still():
            found = [self._field(p) for p in placed(self.view.blocks) if p.holds_a_value]
            return {field.label: field for field in found}

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by label of the field."""
        return {f.label: f.error for f in self.fields.values() if f.error}

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons among the blocks."""
        with self.world.changes.still():
            return [label for place in self.places for label in labels(self.world, place)]

    @property
    def places(self) -> list[Placed]:
        """The interactive elements."""
        return list(placed(self.view.blocks))

    @property
    def text(self) -> str:
        """Everything readable, with what is filled in and what is wrong."""
        with self.world.changes.still():
            lines = [f"== {self.title} =="] if self.title else []
            for block in self.view.blocks:
                lines += self._block_lines(block)
            lines += [self.view.trouble] if self.view.trouble else []
            return "\n".join(lines + ([f"[[{self.submit_label}]]"] if self.submit_label else []))

    def _block_lines(self, block: Json) -> list[str]:
        lines = Reader(self.world).block(block)
        for place in placed([block]):
            if place.holds_a_value and (value := self._value(place)):
                lines.append(f"  = {value}")
        if error := self.view.errors.get(block["block_id"]):
            lines.append(f"  ✗ {error}")
        return lines

    def _words(self, key: str) -> str:
        text = self.view.given.get(key)
        return plain(text["text"]) if text else ""

    def _field(self, place: Placed) -> FieldView:
        block = place.block
        return FieldView(
            place=place,
            label=self._label(place),
            value=self._value(place),
            options=tuple(read_text(self.world, o["text"]) for o in offered(place.element)),
            error=self.view.errors.get(place.block_id, ""),
            is_optional=block["type"] != "input" or bool(block.get("optional")),
        )

    def _label(self, place: Placed) -> str:
        for text in (
            place.block.get("label"),
            place.block.get("text") if place.block["type"] == "section" else None,
            place.element.get("placeholder"),
        ):
            if text:
                return read_text(self.world, text)
        return place.action_id

    def _value(self, place: Placed) -> str:
        state = self.view.values.get(place.block_id, {}).get(place.action_id, {})
        return readable_value(self.world, state.get(place.value_key))


def offered(element: Json) -> list[Json]:
    """Give the options that stand in an element, grouped or not."""
    grouped = [o for group in element.get("option_groups", ()) for o in group["options"]]
    return [*element.get("options", ()), *grouped]


def readable_value(world: World, value: object) -> str:
    """Give what is filled in as it reads in the field."""
    match value:
        case list():
            return ", ".join(readable_value(world, one) for one in value)
        case {"text": {"type": _} as text}:
            return read_text(world, text)
        case {"name": name}:
            return str(name)
        case str() if value in world.users:
            return f"@{world.users[value].handle}"
        case str() if value in world.channels:
            return f"#{world.channels[value].name}"
        case _:
            return str(value or "")
