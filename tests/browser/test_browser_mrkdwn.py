"""Slack's markup and Markdown as the page shows them."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from bot.sandbox.slack.model.world import World
from bot.sandbox.town import Town
from tests.bot.sandbox.slack.kit import plain, section
from tests.browser.conftest import Look
from tests.browser.puppet import Puppet
from tests.browser.window import Window

pytestmark = pytest.mark.slow

NOW = dt.datetime(2026, 3, 4, 9, 30, tzinfo=dt.UTC)
BERLIN = "Europe/Berlin"
OUT = ' target="_blank" rel="noopener noreferrer"'


def moment(**ago: int) -> int:
    return int((NOW - dt.timedelta(**ago)).timestamp())


LINES = {
    "plain *bold* plain": "plain <strong>bold</strong> plain",
    "_italic_, ~struck~": "<em>italic</em>, <s>struck</s>",
    "*_both_* and *bold `code`*": (
        "<strong><em>both</em></strong> and <strong>bold <code>code</code></strong>"
    ),
    "`*no bold* &lt;b&gt;`": "<code>*no bold* &lt;b&gt;</code>",
    "2*3*4, snake_case_name, * a *": "2*3*4, snake_case_name, * a *",
    "&lt;b&gt; &amp;amp; &lt;@U1&gt;": "&lt;b&gt; &amp;amp; &lt;@U1&gt;",
    "<https://example.com/a?b=1&amp;c=2|a *link*>": (
        f'<a href="https://example.com/a?b=1&amp;c=2"{OUT}>a *link*</a>'
    ),
    "see https://example.com/a.": (
        f'see <a href="https://example.com/a"{OUT}>https://example.com/a</a>.'
    ),
    "<mailto:ada@example.com|Ada>": f'<a href="mailto:ada@example.com"{OUT}>Ada</a>',
    "<javascript:alert(1)|click>": "<span>click</span>",
    "<!here> <!channel|all>": (
        '<span class="mention me" data-mention="@here">@here</span> '
        '<span class="mention me" data-mention="@channel">@channel</span>'
    ),
    "<!unknown|label> <!odd>": "label &lt;odd&gt;",
    "<@U0GONE|somebody> <#C0GONE>": (
        '<span class="mention" data-mention="@somebody">@somebody</span> '
        '<span class="mention" data-mention="#C0GONE">#C0GONE</span>'
    ),
    ":tada: :wave::skin-tone-3: :no_such_emoji: 10:30:00": "🎉 👋🏼 :no_such_emoji: 10:30:00",
}
"""What stands in one line, and its markup on the page."""
PARAGRAPHS = {
    "&gt; quoted\n&gt; *twice*\nafter": (
        '<blockquote>quoted\n<strong>twice</strong></blockquote><div class="text">after</div>'
    ),
    "&gt;&gt;&gt; all\nof it": "<blockquote>all\nof it</blockquote>",
    "before\n```\n*code*\n  &lt;i&gt;\n```\nafter": (
        '<div class="text">before</div><pre>*code*\n  &lt;i&gt;</pre><div class="text">after</div>'
    ),
    "one\n\ntwo": '<div class="text">one\n\ntwo</div>',
}
PATTERNS = {
    "{date_num}": "2026-02-03",
    "{date_slash}": "03/02/2026",
    "{date}": "3 February",
    "{date_short}": "3 Feb 2026",
    "{date_long}": "Tuesday, 3 February 2026",
    "{date_long_full}": "3 February 2026",
    "{date_pretty}": "3 February",
    "{day_divider_pretty}": "Tuesday, 3 February",
    "{time} h": "10:30 h",
    "{time_secs}": "10:30:00",
    "{ago}": "29 days ago",
    "{odd} {toString}": "{odd} {toString}",
}
"""How a moment 29 days ago reads."""


def references(world: World) -> dict[str, str]:
    """Give the mentions of who and what is there, as ada reads them."""
    ada, ben = world.user("ada").id, world.user("ben").id
    room = world.channel("random").id
    groups = {group.handle: group.id for group in world.usergroups.values()}
    return {
        f"<@{ada}>": '<span class="mention me" data-mention="@Ada Winter">@Ada Winter</span>',
        f"<@{ben}|x>": '<span class="mention" data-mention="@Ben Sommer">@Ben Sommer</span>',
        f"<#{room}>": f'<a class="mention" href="#/{room}">#random</a>',
        f"<!subteam^{groups['support']}>": (
            '<span class="mention me" data-mention="@support">@support</span>'
        ),
        f"<!subteam^{groups['oncall']}|@old>": (
            '<span class="mention" data-mention="@oncall">@oncall</span>'
        ),
        "<!subteam^S0GONE|@gone>": '<span class="mention" data-mention="@gone">@gone</span>',
    }


def dates() -> dict[str, str]:
    """Give moments as they read in Berlin on the fourth of March, shortly before eleven."""
    then = moment(days=29)
    plain_dates = {
        f"<!date^{then}^{pattern}|then>": f'<time title="then">{words}</time>'
        for pattern, words in PATTERNS.items()
    }
    near = {
        f"<!date^{moment(days=days)}^{{date_short_pretty}} at {{time}}|near>": (
            f'<time title="near">{words} at 10:30</time>'
        )
        for days, words in ((-1, "tomorrow"), (0, "today"), (1, "yesterday"))
    }
    linked = f"<!date^{then}^{{date_num}}^https://example.com/?a=1&amp;b=2|then>"
    return {
        **plain_dates,
        **near,
        linked: f'<a href="https://example.com/?a=1&amp;b=2"{OUT}>2026-02-03</a>',
        "<!date^never^{date}|fall back>": '<time title="fall back">fall back</time>',
    }


def test_text_reads_as_in_slack(look: Look, place: Town, bot: Puppet, channel: str) -> None:
    ada = look("ada", timezone_id=BERLIN)
    ada.page.clock.set_fixed_time(NOW)
    lines = {**LINES, **references(place.stage.slack.world), **dates()}
    expected = {text: f'<div class="text">{html}</div>' for text, html in lines.items()}
    expected |= PARAGRAPHS
    cases = list(expected.items())
    for start in range(0, len(cases), 50):
        blocks = [section(text) for text, _ in cases[start : start + 50]]
        bot.says(channel, *blocks)

    shown = ada.channel.locator(".section-text > div")
    expect(shown).to_have_count(len(cases))
    for number, (text, html) in enumerate(cases):
        expect(shown.nth(number), text).to_have_js_property("innerHTML", html)


def test_only_mrkdwn_has_marks(ada: Window, bot: Puppet, channel: str) -> None:
    quiet = {"type": "mrkdwn", "text": "*bold* https://example.com/a", "verbatim": True}
    words = {"type": "section", "text": plain("*no bold* &lt;i&gt; :tada: <@U0>")}
    bare = {"type": "section", "text": {**plain(":tada:"), "emoji": False}}
    bot.says(channel, {"type": "section", "text": quiet}, words, bare)

    shown = ada.channel.locator(".section-text > div")
    for number, html in enumerate(
        (
            '<div class="text"><strong>bold</strong> https://example.com/a</div>',
            '<span class="plain">*no bold* &lt;i&gt; 🎉 &lt;@U0&gt;</span>',
            '<span class="plain">:tada:</span>',
        )
    ):
        expect(shown.nth(number)).to_have_js_property("innerHTML", html)
