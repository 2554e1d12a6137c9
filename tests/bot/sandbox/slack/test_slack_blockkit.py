from typing import Any

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.sandbox.slack.blockkit.surfaces import (
    Surface,
    block_problems,
    option_problems,
    problems,
)
from tests.bot.sandbox.slack.kit import (
    Json,
    actions,
    button,
    confirm,
    field,
    modal,
    option,
    plain,
    section,
    select,
)

TEXT_INPUT = {"type": "plain_text_input"}


def message(*blocks: Json, **more: Any) -> Json:
    return {"text": "Order", "blocks": list(blocks), **more}


def where(thing: Json) -> list[str]:
    return [at for at, _ in problems(thing)]


def test_a_sound_modal_and_a_sound_message_have_no_problems() -> None:
    form = modal(
        field("Customer", {"type": "external_select", "min_query_length": 2}),
        field("Material", select("PA12", "PLA", initial_option=option("PLA"))),
        field("Quantity", {"type": "number_input", "is_decimal_allowed": False}),
        field("Files", {"type": "file_input", "max_files": 10}, optional=True),
        {"type": "alert", "text": plain("3YOURMIND is slow"), "level": "warning"},
    )
    card = message(
        {"type": "header", "text": plain("Order")},
        section("*PA12*", accessory=button("Change")),
        {"type": "context", "elements": [plain("by Ada")]},
        {"type": "divider"},
        actions(button("Place order", style="primary", confirm=confirm())),
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]},
    )

    assert [] == problems(form)
    assert [] == problems(card)
    assert [] == problems({"text": "only words"})
    assert [] == problems({"type": "home", "blocks": [section("Hello")]})


@pytest.mark.parametrize(
    ("block", "pointer"),
    [
        ({"type": "header", "text": plain("x" * 151)}, "/text/text"),
        (section("x" * 3001), "/text/text"),
        (section(""), "/text/text"),
        ({"type": "section", "fields": [plain("f")] * 11}, "/fields"),
        ({"type": "section", "fields": [plain("f" * 2001)]}, "/fields/0/text"),
        ({"type": "section"}, ""),
        ({"type": "context", "elements": [plain("e")] * 11}, "/elements"),
        ({"type": "context", "elements": []}, "/elements"),
        (actions(*[button(f"b{n}") for n in range(26)]), "/elements"),
        (actions(button("b" * 76)), "/elements/0/text/text"),
        (actions(button("b", value="v" * 2001)), "/elements/0/value"),
        (actions(button("b", url="u" * 3001)), "/elements/0/url"),
        (actions(button("b", style="purple")), "/elements/0/style"),
        (
            actions(button("b", confirm=confirm(title=plain("t" * 101)))),
            "/elements/0/confirm/title",
        ),
        (actions(button("b", confirm=confirm(text=plain("t" * 301)))), "/elements/0/confirm/text"),
        (actions(button("b", confirm=confirm(deny=plain("t" * 31)))), "/elements/0/confirm/deny"),
        ({"type": "image", "image_url": "https://x", "alt_text": "a" * 2001}, "/alt_text"),
        ({"type": "image", "image_url": "https://" + "x" * 3000, "alt_text": "a"}, "/image_url"),
        ({"type": "image", "alt_text": "a"}, ""),
        ({"type": "markdown", "text": "m" * 12_001}, "/text"),
        ({"type": "table", "rows": [[{"type": "raw_text", "text": "c"}]] * 101}, "/rows"),
        ({"type": "table", "rows": [[{"type": "raw_text", "text": "c"}] * 21]}, "/rows/0"),
        ({"type": "card", "title": plain("t" * 151)}, "/title/text"),
        ({"type": "card", "body": plain("t" * 201)}, "/body/text"),
        ({"type": "card"}, ""),
        (
            {"type": "carousel", "elements": [{"type": "card", "body": plain("b")}] * 11},
            "/elements",
        ),
        ({"type": "container", "title": plain("t"), "child_blocks": []}, "/child_blocks"),
        (section("x", block_id="b" * 256), "/block_id"),
        (section("x", tekst="misspelled"), ""),
        (actions(button("b", action_id="a" * 256)), "/elements/0/action_id"),
        (
            actions({"type": "overflow", "options": [option(f"{n}") for n in range(6)]}),
            "/elements/0",
        ),
        (actions(TEXT_INPUT), "/elements/0/type"),
        ({"type": "sekshun", "text": plain("t")}, "/type"),
        ({"type": "alert", "text": plain("only in modals")}, ""),
    ],
)
def test_a_block_beyond_a_limit_is_refused_at_its_place(block: Json, pointer: str) -> None:
    found = where(message(block))

    assert found
    assert found[0].startswith(f"/blocks/0{pointer}")


@pytest.mark.parametrize(
    ("element", "pointer"),
    [
        (select(), "options"),
        (select(*[f"o{n}" for n in range(101)]), "options"),
        (select("o" * 76), "options/0/text/text"),
        ({"type": "static_select", "options": [option("o", "v" * 151)]}, "options/0/value"),
        ({"type": "static_select"}, ""),
        (select("a", initial_option=option("b")), "initial_option"),
        ({"type": "static_select", "options": [option("a", "1"), option("b", "1")]}, "options"),
        (select("a", placeholder=plain("p" * 151)), "placeholder/text"),
        (
            {
                "type": "static_select",
                "option_groups": [{"label": plain("g" * 76), "options": [option("a")]}],
            },
            "option_groups/0/label",
        ),
        ({"type": "number_input"}, ""),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": 1}, "min_value"),
        ({"type": "file_input", "max_files": 11}, "max_files"),
        ({"type": "plain_text_input", "max_lenght": 3}, ""),
        ({"type": "datepicker", "initial_date": "1.2.2026"}, "initial_date"),
        (button("no button in an input"), "type"),
    ],
)
def test_an_element_beyond_a_limit_is_refused_at_its_place(element: Json, pointer: str) -> None:
    found = where(modal(field("Field", element)))

    assert found
    assert found[0].startswith(f"/blocks/0/element/{pointer}".rstrip("/"))


@pytest.mark.parametrize(
    ("view", "pointer"),
    [
        (modal(title=plain("t" * 25)), "/title/text"),
        (modal(submit=plain("t" * 25)), "/submit/text"),
        (modal(close=plain("t" * 25)), "/close/text"),
        (modal(private_metadata="m" * 3001), "/private_metadata"),
        (modal(callback_id="c" * 256), "/callback_id"),
        (modal(*[section("s")] * 101), "/blocks"),
        (modal(calback_id="misspelled"), ""),
        (modal(field("Label" * 401, TEXT_INPUT)), "/blocks/0"),
        (modal(field("F", TEXT_INPUT, hint=plain("h" * 2001))), "/blocks/0/hint/text"),
        (modal(field("F", TEXT_INPUT), submit=None), "/submit"),
        (modal({"type": "table", "rows": [[{"type": "raw_text", "text": "c"}]]}), "/blocks/0"),
        (modal(field("A", TEXT_INPUT), field("A", TEXT_INPUT)), "/blocks/0/block_id"),
        (modal(actions(button("Same"), button("Same"))), "/blocks/0"),
        ({"type": "home", "blocks": [], "submit": plain("s")}, ""),
        (modal({"type": "file_input"}), "/blocks/0/type"),
    ],
)
def test_a_view_beyond_a_limit_is_refused_at_its_place(view: Json, pointer: str) -> None:
    found = where(view)

    assert found
    assert found[0].startswith(pointer)


def test_a_message_takes_fifty_blocks_and_one_table() -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "c"}]]}

    assert [] == problems(message(*[section("s")] * 50))
    assert ["/blocks"] == where(message(*[section("s")] * 51))
    assert ["/blocks"] == where(message(table, table))


def test_file_fields_stand_in_modals_only() -> None:
    files = field("Files", {"type": "file_input"})
    del files["element"]["action_id"]

    assert [] == block_problems([files], Surface.MODAL)
    assert ["/0"] == [at for at, _ in block_problems([files], Surface.MESSAGE)]


def test_suggested_options_follow_the_limits_of_a_select() -> None:
    assert [] == option_problems({"options": [option("a")]})
    assert [] == option_problems({"options": []})
    assert ["/options"] == [
        at for at, _ in option_problems({"options": [option(f"{n}") for n in range(101)]})
    ]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": plain("x" * 150)},
        {"type": "header", "text": plain("x" * 151)},
        section("x" * 3000),
        section("x" * 3001),
        {"type": "section", "fields": [plain("f")] * 11},
        actions(button("b" * 75)),
        actions(button("b" * 76)),
        actions(select(*[f"o{n}" for n in range(100)], action_id="s")),
        actions(select(*[f"o{n}" for n in range(101)], action_id="s")),
        {"type": "card", "title": plain("t" * 150)},
        {"type": "card", "title": plain("t" * 151)},
        {"type": "carousel", "elements": []},
    ],
)
def test_slack_sdk_and_the_rules_agree(block: Json) -> None:
    parsed = Block.parse(block)
    assert parsed is not None

    assert _sdk_accepts(parsed) == (problems(message(block)) == [])


@pytest.mark.parametrize("length", [24, 25])
def test_slack_sdk_and_the_rules_agree_about_titles(length: int) -> None:
    view = modal(title=plain("t" * length))

    assert _sdk_accepts(View(**view)) == (problems(view) == [])


def _sdk_accepts(thing: Block | View) -> bool:
    try:
        thing.to_dict()
    except SlackObjectFormationError:
        return False
    return True
