"""Every block that shows something, as bots send them: valid as it comes."""

from collections.abc import Iterable, Iterator

from tests.bot.sandbox.slack.kit import Json, actions, button, option, plain, section, select

NOON = 1_772_535_600
"""The third of March 2026, noon in Berlin."""
MARKDOWN = """# Report
**bold** and __bold too__, *italic* and _italic too_, ***both***, ~~struck~~
1. one `code`
2. two [a link](https://example.com/two)
- point
  - below
- [x] done
- [ ] to do

> quoted
---
| Part | Pieces |
| :--- | -----: |
| nut | 2 |

```python
a < b & "c"
```
\\*no marks\\* <b>no tag</b> snake_case_name ![picture](https://example.com/p.png)"""


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def picture(alternative: str, **source: object) -> Json:
    return {"type": "image", "alt_text": alternative, **source}


def texts() -> list[Json]:
    """Give the blocks of words."""
    fields = [mrkdwn("*Material*\nPA12"), mrkdwn("*Due*\n3 March"), plain("Plain *field*")]
    return [
        {"type": "header", "text": plain("Order :package: PD-1")},
        section("*Two parts* for <https://example.com/acme|Acme>, see `a.stl`", fields=fields),
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("started by *ada*"), plain(":eyes: seen")]},
        {"type": "markdown", "text": MARKDOWN},
        rich_text(),
        table(),
    ]


def rich_text() -> Json:
    """Give a rich text with every part and leaf."""
    parts = [
        {"type": "rich_text_section", "elements": list(leaves())},
        listed("bullet", 0, "first", "second"),
        listed("bullet", 1, "below second"),
        listed("ordered", 0, "counted", offset=2),
        {"type": "rich_text_quote", "elements": [words("quoted")]},
        {"type": "rich_text_preformatted", "elements": [words("if a < b:\n    pass")]},
    ]
    return {"type": "rich_text", "elements": parts}


def leaves() -> Iterator[Json]:
    """Give every kind of leaf."""
    for style in ("bold", "italic", "strike", "code", "underline", "highlight"):
        yield words(f"{style} ", **{style: True})
    yield words("both ", bold=True, italic=True)
    yield {"type": "link", "url": "https://example.com/rich", "text": "a link"}
    yield {"type": "emoji", "name": "tada"}
    yield {"type": "user", "user_id": "U0GONE"}
    yield {"type": "channel", "channel_id": "C0GONE"}
    yield {"type": "usergroup", "usergroup_id": "S0GONE"}
    yield {"type": "broadcast", "range": "here"}
    yield {"type": "color", "value": "#ff8800"}
    yield {"type": "date", "timestamp": NOON, "format": "{date_num}", "fallback": "then"}


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def listed(style: str, indent: int, *items: str, **more: int) -> Json:
    """Give a list of a rich text."""
    parts = [{"type": "rich_text_section", "elements": [words(item)]} for item in items]
    return {"type": "rich_text_list", "style": style, "indent": indent, "elements": parts, **more}


def table() -> Json:
    """Give a table with every kind of cell and alignment."""
    state = {"type": "rich_text_section", "elements": [words("ready", bold=True)]}
    rows = [
        [{"type": "raw_text", "text": name} for name in ("Part", "Pieces", "State")],
        [
            {"type": "raw_text", "text": "bracket.stl"},
            {"type": "raw_number", "value": 12},
            {"type": "rich_text", "elements": [state]},
        ],
    ]
    settings = [{"is_wrapped": True}, {"align": "right"}, {"align": "center"}]
    return {"type": "table", "rows": rows, "column_settings": settings}


def pictures(file: Json) -> list[Json]:
    """Give pictures in every place, by every name of a file, and one from elsewhere."""
    by_id = {"slack_file": {"id": file["id"]}}
    by_url = {"slack_file": {"url": file["url_private"]}}
    by_link = {"slack_file": {"url": file["permalink"]}}
    return [
        picture("by id", title=plain("Picture by id"), **by_id),
        picture("by address", **by_url),
        picture("by link", **by_link),
        picture("elsewhere", image_url="https://example.com/picture.png"),
        {"type": "context", "elements": [picture("small", **by_id), mrkdwn("a small picture")]},
        section("A picture beside", accessory=picture("beside", **by_url)),
    ]


def composed(file: Json) -> list[Json]:
    """Give blocks that are made of others."""
    card = {
        "type": "card",
        "hero_image": picture("hero", slack_file={"id": file["id"]}),
        "icon": picture("icon", slack_file={"id": file["id"]}),
        "title": mrkdwn("Card *title*"),
        "subtitle": plain("Card subtitle"),
        "body": mrkdwn("Card _body_"),
    }
    container = {
        "type": "container",
        "title": plain("Container"),
        "subtitle": plain("Container subtitle"),
        "child_blocks": [section("In the container"), actions(button("Inside"))],
        "is_collapsible": True,
    }
    task = {"type": "task_card", "task_id": "1", "title": "Task", "status": "complete"}
    step = {**task, "task_id": "2", "title": "Step", "status": "in_progress"}
    return [
        {**card, "block_id": "card", "actions": [button("Open"), button("Hide")]},
        {"type": "carousel", "elements": [{**card, "title": plain(f"Card {n}")} for n in (1, 2)]},
        container,
        task,
        {"type": "plan", "title": "Plan", "tasks": [step]},
    ]


def controls() -> list[Json]:
    """Give what can be clicked in every style, and what is rare."""
    menu = {"type": "overflow", "action_id": "menu", "options": [option("Edit"), option("Remove")]}
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": [option("Rush")]}
    thumbs = {
        "type": "feedback_buttons",
        "action_id": "thumbs",
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    }
    bin_ = {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Delete")}
    return [
        actions(
            button("Place", style="primary"),
            button("Cancel", style="danger"),
            button("Later"),
            {"type": "workflow_button", "action_id": "flow", "text": plain("Run"), "workflow": {}},
            select("PA12", "TPU", action_id="material", placeholder=plain("Choose a material")),
            {"type": "datepicker", "action_id": "due", "initial_date": "2026-03-03"},
            menu,
        ),
        section("Choose some", accessory=boxes),
        {"type": "context_actions", "elements": [thumbs, bin_]},
        video(),
    ]


def video() -> Json:
    return {
        "type": "video",
        "alt_text": "how to",
        "title": plain("How to print"),
        "video_url": "https://example.com/video",
        "thumbnail_url": "https://example.com/thumb.png",
        "provider_name": "Example",
    }


def alerts() -> list[Json]:
    """Give an alert of each level; they stand in modals only."""
    levels = ("default", "info", "warning", "error", "success")
    return [
        {"type": "alert", "block_id": level, "level": level, "text": mrkdwn(f"This is *{level}*")}
        for level in levels
    ]


def kinds(blocks: Iterable[Json]) -> set[str]:
    """Name the types of blocks."""
    return {str(block["type"]) for block in blocks}
