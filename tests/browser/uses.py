"""Every element of Block Kit that can be used: how people use it, and what the bot hears."""

import datetime as dt
from dataclasses import dataclass

from bot.sandbox.slack.model.world import World
from tests.bot.sandbox.slack.kit import Json, button, option, plain, select
from tests.browser.doing import (
    Do,
    See,
    check,
    chips,
    click,
    enter,
    fill,
    holds,
    pick,
    pick_all,
    reads,
    ticked,
)

MOMENT = "2026-03-04T16:30"
SECONDS = int(dt.datetime.fromisoformat(MOMENT).astimezone().timestamp())
"""That moment, in the time zone of this machine and its browser."""


@dataclass(frozen=True)
class Use:
    """An element, what somebody does with it, how that looks, and what the bot hears of it."""

    element: Json
    do: Do
    see: See
    told: Json


def clicked() -> dict[str, Use]:
    """Give what holds no value."""
    menu = {"type": "overflow", "options": [option("Edit"), option("Remove", "gone")]}
    gone = {"selected_option": option("Remove", "gone")}
    return {
        "button": Use(button("Press", value="now"), click(), reads("Press"), {"value": "now"}),
        "overflow": Use(menu, enter("Remove"), reads(""), gone),
    }


def chosen(world: World) -> dict[str, Use]:
    """Give what somebody chooses, in messages or modals."""
    return {**ticks(), **times(), **menus(), **directories(world)}


def ticks() -> dict[str, Use]:
    boxes = {"type": "checkboxes", "options": [option("Rush"), option("Gift"), option("Cold")]}
    radio = {"type": "radio_buttons", "options": [option("Fetched"), option("Sent")]}
    two = ("Rush", "Cold")
    return {
        "checkboxes": Use(boxes, check(*two), ticked(*two), several(*two)),
        "radio": Use(radio, check("Sent"), ticked("Sent"), single("Sent")),
    }


def times() -> dict[str, Use]:
    rows = (
        ("datepicker", "2026-03-04", {"selected_date": "2026-03-04"}),
        ("timepicker", "16:30", {"selected_time": "16:30"}),
        ("datetimepicker", MOMENT, {"selected_date_time": SECONDS}),
    )
    return {kind: Use({"type": kind}, fill(text), holds(text), told) for kind, text, told in rows}


def menus() -> dict[str, Use]:
    plastics = {"label": plain("Plastics"), "options": [option("PA12"), option("TPU")]}
    metals = {"label": plain("Metals"), "options": [option("Steel")]}
    materials = {"type": "multi_static_select", "option_groups": [plastics, metals]}
    two, found = ("PA12", "Steel"), ("nut found", "bolt found")
    return {
        "static": Use(select("PA12", "TPU"), pick("TPU"), reads("TPU"), single("TPU")),
        "multi_static": Use(materials, pick_all(*two), chips(*two), several(*two)),
        "external": Use(
            {"type": "external_select"},
            pick("bolt found", typing="bolt"),
            reads("bolt found"),
            single("bolt found"),
        ),
        "multi_external": Use(
            {"type": "multi_external_select"},
            pick_all("nut", "bolt", typing=True),
            chips(*found),
            several(*found),
        ),
    }


def directories(world: World) -> dict[str, Use]:
    people = {f"@{user.real_name}": user.id for user in world.users.values()}
    places = {f"#{one.name}": one.id for one in world.channels.values() if one.name}
    rows = (
        ("user", people, ("@Ben Sommer", "@Olga Frey")),
        ("conversation", places, ("#random", "#workshop")),
        ("channel", places, ("#random", "#print-orders")),
    )
    found = {}
    for kind, ids, two in rows:
        one, many = {"type": f"{kind}s_select"}, {"type": f"multi_{kind}s_select"}
        told, all_told = ids[two[0]], [ids[name] for name in two]
        found[kind] = Use(one, pick(two[0]), reads(two[0]), {f"selected_{kind}": told})
        found[f"multi_{kind}"] = Use(
            many, pick_all(*two), chips(*two), {f"selected_{kind}s": all_told}
        )
    return found


def typed() -> dict[str, Use]:
    """Give what somebody types, in modals only."""
    number = {"is_decimal_allowed": True, "min_value": "1"}
    rows = (
        ("words", {"type": "plain_text_input"}, "PO 17 & <b>"),
        ("lines", {"type": "plain_text_input", "multiline": True}, "one\ntwo"),
        ("mail", {"type": "email_text_input"}, "ada@customers.example"),
        ("address", {"type": "url_text_input"}, "https://example.com/x?y=1"),
        ("number", {"type": "number_input", **number}, "12.5"),
    )
    simple = {
        name: Use(element, fill(text), holds(text), {"value": text}) for name, element, text in rows
    }
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "A note"}]}
    rich = {"rich_text_value": {"type": "rich_text", "elements": [section]}}
    note = Use({"type": "rich_text_input"}, fill("A note"), holds("A note"), rich)
    return {**simple, "note": note}


def single(name: str) -> Json:
    return {"selected_option": option(name)}


def several(*names: str) -> Json:
    return {"selected_options": [option(name) for name in names]}
