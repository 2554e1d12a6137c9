"""Blocks as the lines a person reads."""

from collections.abc import Callable, Iterable

from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.persons.mrkdwn import plain, read_mrkdwn, read_text
from bot.sandbox.slack.persons.rich_text import read_rich_text
from bot.sandbox.slack.wire import Json


class Reader:
    """Turns Block Kit into plain lines; an unknown block or element shows as such."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kinds: dict[str, Callable[[Json], list[str]]] = {
            "actions": self._row,
            "alert": lambda block: [f"! {line}" for line in self._text(block["text"])],
            "card": self._card,
            "carousel": lambda block: self.blocks(block["elements"]),
            "container": lambda block: [*self._titles(block), *self.blocks(block["child_blocks"])],
            "context": self._row,
            "context_actions": self._row,
            "divider": lambda _: ["———"],
            "header": lambda block: self._text(block["text"]),
            "image": lambda block: [*self._titles(block), self.element(block)],
            "input": self._input,
            "markdown": lambda block: plain(block["text"]).splitlines(),
            "rich_text": lambda block: read_rich_text(world, block),
            "section": self._section,
            "table": lambda block: [" | ".join(map(self._cell, row)) for row in block["rows"]],
        }

    def message_text(self, text: str) -> list[str]:
        """Give the lines of a message that has no blocks."""
        return read_mrkdwn(self._world, text).splitlines()

    def blocks(self, blocks: Iterable[Json]) -> list[str]:
        """Give the lines of blocks, from top to bottom."""
        return [line for block in blocks for line in self.block(block)]

    def block(self, block: Json) -> list[str]:
        """Give the lines of one block."""
        kind = self._kinds.get(block["type"])
        return kind(block) if kind else [f"‹unreadable block: {block['type']}›"]

    def element(self, element: Json) -> str:
        """Give an element, text or image as it reads in a line."""
        match element["type"]:
            case "plain_text" | "mrkdwn":
                return self._words(element)
            case "button" | "workflow_button":
                return f"[{self._words(element['text'])}]"
            case "overflow" | "radio_buttons" | "checkboxes":
                return f"[{' | '.join(self._words(o['text']) for o in element['options'])}]"
            case "image":
                return f"[image: {plain(element['alt_text'])}]"
            case kind:
                placeholder = element.get("placeholder")
                return f"‹{self._words(placeholder) if placeholder else kind}›"

    def _row(self, block: Json) -> list[str]:
        return [" ".join(self.element(e) for e in block["elements"])]

    def _input(self, block: Json) -> list[str]:
        return [f"{self._words(block['label'])}: {self.element(block['element'])}"]

    def _section(self, block: Json) -> list[str]:
        lines = self._text(block["text"]) if "text" in block else []
        for field in block.get("fields", ()):
            lines += self._text(field)
        if "accessory" in block:
            lines.append(self.element(block["accessory"]))
        return lines

    def _card(self, block: Json) -> list[str]:
        lines = self._titles(block)
        if "body" in block:
            lines += self._text(block["body"])
        if "hero_image" in block:
            lines.append(self.element(block["hero_image"]))
        if block.get("actions"):
            lines.append(" ".join(self.element(e) for e in block["actions"]))
        return lines

    def _titles(self, block: Json) -> list[str]:
        return [self._words(block[key]) for key in ("title", "subtitle") if key in block]

    def _cell(self, cell: Json) -> str:
        if cell["type"] == "rich_text":
            return " ".join(read_rich_text(self._world, cell))
        return plain(str(cell.get("text", cell.get("value"))))

    def _words(self, text: Json) -> str:
        return read_text(self._world, text)

    def _text(self, text: Json) -> list[str]:
        return self._words(text).splitlines()
