"""Slack's layout blocks, messages and modals as plain data."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from handlers.views.text import cut

Block = dict[str, Any]
MOST_BLOCKS = 50
MOST_FIELDS = 10


class Answer(TypedDict):
    """What is said to one person; `text` is what a notification shows."""

    text: str
    blocks: list[Block]


class Message(Answer):
    """What is said to all; by its metadata the bot finds it again."""

    metadata: dict[str, Any]


def carrying(messages: Sequence[Mapping[str, Any]], like: Message | None) -> str | None:
    """Find among messages of Slack's the one with the same metadata, and give its `ts`."""
    wanted = like.get("metadata") if like is not None else None
    return next((m["ts"] for m in messages if m.get("metadata") == wanted), None)


def plain(text: str, limit: int = 3000) -> Block:
    """Text that never formats, mentions or links; Slack escapes it itself."""
    return {"type": "plain_text", "text": cut(text, limit), "emoji": False}


def mrkdwn(text: str) -> Block:
    """Text with our own markup; `verbatim` keeps Slack from linking words that look like it."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Block:
    """A headline of at most 150 characters."""
    return {"type": "header", "text": plain(text, 150)}


def section(text: str) -> Block:
    """A paragraph of mrkdwn, at most 3000 characters."""
    return {"type": "section", "text": mrkdwn(text)}


def fields(texts: Sequence[Block]) -> Block:
    """Up to ten text objects in two columns."""
    return {"type": "section", "fields": list(texts)}


def context(text: str) -> Block:
    """A small line of mrkdwn."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def table(rows: Sequence[Sequence[Block]]) -> Block:
    """Rows of cells, the first one a headline; Slack takes one table a message."""
    return {"type": "table", "rows": [list(row) for row in rows]}


def cell(text: str, limit: int = 100) -> Block:
    """A cell of text that never formats, mentions or links."""
    return {"type": "raw_text", "text": cut(text, limit)}


def link_cell(text: str, url: str) -> Block:
    """A cell that leads somewhere."""
    link = {"type": "link", "url": url, "text": text}
    section = {"type": "rich_text_section", "elements": [link]}
    return {"type": "rich_text", "elements": [section]}


def divider() -> Block:
    """A line between blocks."""
    return {"type": "divider"}


def picture(file: str, alternative: str) -> Block:
    """A picture that is a file in Slack, and words for those who do not see it.

    Source: the `slack_file` of https://docs.slack.dev/reference/block-kit/blocks/image-block
    """
    return {"type": "image", "slack_file": {"id": file}, "alt_text": alternative}


def actions(block_id: str, elements: Sequence[Block]) -> Block:
    """Buttons side by side."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def alert(text: str, level: str = "warning") -> Block:
    """A coloured box with mrkdwn; Slack shows it in modals only."""
    return {"type": "alert", "text": mrkdwn(text), "level": level}


def button(
    text: str,
    action_id: str,
    value: str,
    style: str | None = None,
    confirm: Block | None = None,
) -> Block:
    """A button that carries a value; `style` is `primary` or `danger`, `confirm` asks before."""
    shown = {"type": "button", "action_id": action_id, "text": plain(text, 75), "value": value}
    extra = {"style": style, "confirm": confirm}
    return shown | {name: given for name, given in extra.items() if given}


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """The dialog that asks before a button does something."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def modal(title: str, blocks: Sequence[Block]) -> Block:
    """A window that is only read."""
    return {
        "type": "modal",
        "title": plain(title, 24),
        "close": plain("Close", 24),
        "blocks": list(blocks),
    }


def named(name: str, window: Block) -> Block:
    """Give the window with a name by which it is changed; no two that are open may share one."""
    return {**window, "external_id": name}


def form(callback_id: str, title: str, submit: str, blocks: Sequence[Block], data: str) -> Block:
    """A window that is filled in; `data` comes back as `private_metadata`, at most 3000 long."""
    sent = {"callback_id": callback_id, "submit": plain(submit, 24), "private_metadata": data}
    return modal(title, blocks) | sent
