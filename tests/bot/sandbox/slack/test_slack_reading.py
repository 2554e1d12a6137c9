import pytest

from bot.sandbox.slack.model.seed import seeded
from bot.sandbox.slack.persons.mrkdwn import read_mrkdwn
from bot.sandbox.slack.persons.reading import Reader
from tests.bot.sandbox.slack.kit import actions, button, field, option, plain, section


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*Order* _placed_ ~late~ `100001`", "Order placed late 100001"),
        ("2 * 3 * 4 and part_of_a_name", "2 * 3 * 4 and part_of_a_name"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("<https://x.example/?a=1|the basket>", "the basket"),
        ("<https://x.example/>", "https://x.example/"),
        ("<!here> <!date^1^{date}|2 March>", "@here 2 March"),
        ("`<not *bold*>`", "not *bold*"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_mrkdwn_reads_as_a_person_reads_it(written: str, read: str) -> None:
    assert read == read_mrkdwn(seeded("Printdesk"), written)


def test_mentions_read_as_names() -> None:
    world = seeded("Printdesk")
    group = next(g for g in world.usergroups.values() if g.handle == "oncall")
    text = f"<@{world.user('ada').id}> <#{world.channel('#random').id}> <!subteam^{group.id}>"

    assert "@ada #random @oncall" == read_mrkdwn(world, text)


def test_blocks_read_from_top_to_bottom() -> None:
    menu = {"type": "overflow", "options": [option("Remove")]}
    blocks = [
        {"type": "header", "text": plain("Order")},
        section("*PA12* &amp; PLA", accessory=button("Change")),
        {"type": "section", "fields": [plain("Quantity"), plain("3")]},
        {"type": "divider"},
        {"type": "context", "elements": [plain("by"), plain("Ada")]},
        actions(button("Place order"), menu),
        field("Reference", {"type": "plain_text_input"}),
        {
            "type": "image",
            "title": plain("Picture"),
            "alt_text": "a cube",
            "image_url": "https://x",
        },
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_number", "value": 2}]],
        },
        {"type": "alert", "text": plain("Slow")},
        {"type": "card", "title": plain("Part"), "body": plain("1 cm"), "actions": [button("Go")]},
        {"type": "never_heard_of"},
    ]

    assert [
        "Order",
        "PA12 & PLA",
        "[Change]",
        "Quantity",
        "3",
        "———",
        "by Ada",
        "[Place order] [Remove]",
        "Reference: ‹plain_text_input›",
        "Picture",
        "[image: a cube]",
        "a | 2",
        "! Slow",
        "Part",
        "1 cm",
        "[Go]",
        "‹unreadable block: never_heard_of›",
    ] == Reader(seeded("Printdesk")).blocks(blocks)
