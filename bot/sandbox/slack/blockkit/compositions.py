"""The small objects that blocks and elements are made of.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.blockkit.rules import (
    Choice,
    Flag,
    Items,
    Kinds,
    Problem,
    Rule,
    Shape,
    Words,
    at_least_one,
    not_both,
    shape,
    typed,
)

MOST_OPTIONS = 100


def plain(most: int, least: int = 1) -> Rule:
    """Give the rule for text without markup."""
    return Kinds({"plain_text": _plain_text(most, least)})


def text(most: int, least: int = 1) -> Rule:
    """Give the rule for text with or without markup."""
    mrkdwn = typed(required="text", text=Words(most, least), verbatim=Flag())
    return Kinds({"plain_text": _plain_text(most, least), "mrkdwn": mrkdwn})


def _plain_text(most: int, least: int) -> Shape:
    return typed(required="text", text=Words(most, least), emoji=Flag())


def option(label: Rule, *, with_url: bool = False) -> Rule:
    """Give the rule for one option, with its label after the rule given."""
    url = {"url": Words(3000)} if with_url else {}
    return shape(
        required="text value", text=label, value=Words(150, least=0), description=plain(75), **url
    )


def options(label: Rule, most: int = MOST_OPTIONS, *, with_url: bool = False) -> Rule:
    """Give the rule for a list of options."""
    return Items(option(label, with_url=with_url), most)


def option_groups() -> Rule:
    """Give the rule for a list of option groups."""
    group = shape(required="label options", label=plain(75), options=options(plain(75)))
    return Items(group, MOST_OPTIONS)


def suggestions() -> Shape:
    """Give the rule for the answer to a search; an empty list means that nothing was found."""
    return shape(
        not_both("options", "option_groups"),
        options=Items(option(plain(75)), MOST_OPTIONS, least=0),
        option_groups=option_groups(),
    )


def confirm() -> Rule:
    """Give the rule for the dialog that asks back."""
    return shape(
        required="title text confirm deny",
        title=plain(100),
        text=text(300),
        confirm=plain(30),
        deny=plain(30),
        style=Choice(frozenset({"primary", "danger"})),
    )


def dispatch_config() -> Rule:
    """Give the rule for when typing is told to the bot."""
    moments = Choice(frozenset({"on_enter_pressed", "on_character_entered"}))
    return shape(trigger_actions_on=Items(moments, 2))


def conversation_filter() -> Rule:
    """Give the rule for which conversations a select offers."""
    kinds = Choice(frozenset({"im", "mpim", "private", "public"}))
    return shape(
        at_least_one("include", "exclude_bot_users", "exclude_external_shared_channels"),
        include=Items(kinds, 4),
        exclude_bot_users=Flag(),
        exclude_external_shared_channels=Flag(),
    )


def slack_file() -> Rule:
    """Give the rule for an image that is a file in Slack."""
    return shape(at_least_one("id", "url"), not_both("id", "url"), id=Words(50), url=Words(3000))


def initial_among_options(element: dict[str, Any], at: str) -> Iterator[Problem]:
    """Give what is wrong when the initial choice is none of the options."""
    grouped = [o for group in element.get("option_groups") or () for o in group["options"]]
    known = [*(element.get("options") or ()), *grouped]
    one, several = element.get("initial_option"), element.get("initial_options") or []
    for initial in [one, *several] if one else several:
        if initial not in known:
            name = "initial_option" if one else "initial_options"
            yield f"{at}/{name}", "must be one of the options"


def distinct_values(element: dict[str, Any], at: str) -> Iterator[Problem]:
    """Give what is wrong when two options cannot be told apart."""
    grouped = [o for group in element.get("option_groups") or () for o in group["options"]]
    values = [o["value"] for o in [*(element.get("options") or ()), *grouped]]
    if len(values) != len(set(values)):
        yield f"{at}/options", "two options have the same value"
