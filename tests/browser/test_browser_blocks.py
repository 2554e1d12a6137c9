"""Every block, as the page shows it."""

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.slack.blockkit.blocks import blocks
from tests.bot.sandbox.slack.kit import Json, modal
from tests.browser import colours, gallery
from tests.browser.conftest import Look
from tests.browser.puppet import Puppet
from tests.browser.test_browser_looks import READABLE
from tests.browser.window import Window
from tests.drawn import a_png

pytestmark = pytest.mark.slow

WIDTH, HEIGHT = 320, 200
ELSEWHERE = {"input", "file"}
"""Inputs are used in tests of their own; nobody can post the block of a file."""
SCHEMES = ["light", "dark"]
OUT = ' target="_blank" rel="noopener noreferrer"'
MARKDOWN = (
    "<h4>Report</h4>"
    '<div class="text"><strong>bold</strong> and <strong>bold too</strong>, <em>italic</em> and '
    "<em>italic too</em>, <strong><em>both</em></strong>, <s>struck</s></div>"
    '<ol start="1"><li>one <code>code</code></li>'
    f'<li>two <a href="https://example.com/two"{OUT}>a link</a></li></ol>'
    "<ul><li>point<ul><li>below</li></ul></li>"
    '<li class="task"><label><input type="checkbox" disabled="">done</label></li>'
    '<li class="task"><label><input type="checkbox" disabled="">to do</label></li></ul>'
    "<blockquote>quoted</blockquote><hr>"
    '<div class="table"><table><tbody>'
    '<tr><th class="left">Part</th><th class="right">Pieces</th></tr>'
    '<tr><td class="left">nut</td><td class="right">2</td></tr></tbody></table></div>'
    '<pre>a &lt; b &amp; "c"</pre>'
    '<div class="text">*no marks* &lt;b&gt;no tag&lt;/b&gt; snake_case_name '
    f'<a href="https://example.com/p.png"{OUT}>picture</a></div>'
)
MENTION = '<span class="mention{me}" data-mention="{name}">{name}</span>'
RICH_TEXT = (
    '<div class="text"><strong>bold </strong><em>italic </em><s>strike </s><code>code </code>'
    "<u>underline </u><mark>highlight </mark><em><strong>both </strong></em>"
    f'<a href="https://example.com/rich"{OUT}>a link</a>🎉'
    + MENTION.format(me="", name="@U0GONE")
    + MENTION.format(me="", name="#C0GONE")
    + MENTION.format(me="", name="@S0GONE")
    + MENTION.format(me=" me", name="@here")
    + "<code>#ff8800</code>"
    '<time title="then">2026-03-03</time></div>'
    '<ul class="indent-0"><li><div class="text">first</div></li>'
    '<li><div class="text">second</div></li></ul>'
    '<ul class="indent-1"><li><div class="text">below second</div></li></ul>'
    '<ol class="indent-0" start="3"><li><div class="text">counted</div></li></ol>'
    "<blockquote>quoted</blockquote><pre>if a &lt; b:\n    pass</pre>"
)


@pytest.fixture
def file(bot: Puppet) -> Json:
    """A picture that the bot has uploaded."""
    sent = bot.client.files_upload_v2(filename="part.png", content=a_png(WIDTH, HEIGHT))
    found: Json = bot.client.files_info(file=sent["file"]["id"])["file"]
    return found


def shown(window: Window, kind: str) -> Locator:
    return window.channel.locator(f"[data-block={kind}]")


def has_html(node: Locator, html: str) -> None:
    expect(node).to_have_js_property("innerHTML", html)


def test_every_block_is_in_the_gallery(file: Json) -> None:
    made = [gallery.texts(), gallery.pictures(file), gallery.composed(file), gallery.controls()]
    kinds = {kind for some in [*made, gallery.alerts()] for kind in gallery.kinds(some)}

    assert set(blocks()) == kinds | ELSEWHERE


def test_blocks_of_words_read_as_in_slack(look: Look, bot: Puppet, channel: str) -> None:
    ada = look("ada", timezone_id="Europe/Berlin")
    bot.says(channel, *gallery.texts())

    expect(shown(ada, "header")).to_have_text("Order 📦 PD-1")
    section = shown(ada, "section")
    expect(section.locator("strong")).to_have_text(["Two parts", "Material", "Due"])
    expect(section.get_by_role("link")).to_have_attribute("href", "https://example.com/acme")
    expect(section.locator(".fields > div")).to_have_text(
        ["Material\nPA12", "Due\n3 March", "Plain *field*"]
    )
    expect(shown(ada, "divider").locator("hr")).to_be_visible()
    expect(shown(ada, "context").locator(".context > span")).to_have_text(
        ["started by ada", "👀 seen"]
    )
    has_html(shown(ada, "markdown").locator(".markdown"), MARKDOWN)
    expect(shown(ada, "markdown").get_by_label("done")).to_be_checked()
    has_html(shown(ada, "rich_text").locator("> div"), RICH_TEXT)
    table = shown(ada, "table")
    expect(table.get_by_role("columnheader")).to_have_text(["Part", "Pieces", "State"])
    cells = table.get_by_role("cell")
    expect(cells).to_have_text(["bracket.stl", "12", "ready"])
    for cell, side in zip(("left", "right", "center"), cells.all(), strict=True):
        expect(side).to_have_css("text-align", cell)


def test_pictures_are_shown_by_every_name_of_their_file(
    ada: Window, bot: Puppet, channel: str, file: Json
) -> None:
    bot.says(channel, *gallery.pictures(file))

    for name in ("by id", "by address", "by link", "small", "beside"):
        picture = ada.channel.get_by_alt_text(name, exact=True)
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", WIDTH)
        expect(picture).to_be_visible()
    expect(shown(ada, "image").locator("figcaption")).to_have_text("Picture by id")
    expect(ada.channel.get_by_role("img", name="elsewhere")).to_have_text("elsewhere")
    for name, width, height in (("beside", 88, 88), ("small", 32, 20)):
        box = ada.channel.get_by_alt_text(name, exact=True).bounding_box()
        assert box is not None
        assert (width, height) == (box["width"], box["height"])


def test_blocks_made_of_others_show_and_do_what_they_hold(
    ada: Window, bot: Puppet, channel: str, file: Json
) -> None:
    bot.says(channel, *gallery.composed(file))

    card = shown(ada, "card")
    expect(card.locator(".card-title strong")).to_have_text("title")
    expect(card).to_contain_text("Card subtitle")
    expect(card.locator(".card-body em")).to_have_text("body")
    expect(card.get_by_alt_text("icon")).to_have_css("width", "36px")
    expect(card.get_by_alt_text("hero")).to_have_js_property("naturalWidth", WIDTH)
    card.get_by_role("button", name="Open").click()
    bot.hears("open", {"block_id": "card"})
    expect(shown(ada, "carousel").locator(".card-title")).to_have_text(["Card 1", "Card 2"])
    container = shown(ada, "container")
    container.get_by_role("button", name="Inside").click()
    bot.hears("inside", {})
    container.get_by_text("Container", exact=True).click()
    expect(container.get_by_text("In the container")).not_to_be_visible()
    expect(shown(ada, "task_card")).to_have_text("✅ Task")
    expect(shown(ada, "plan")).to_contain_text("⏳ Step")


def test_rare_controls_tell_the_bot_what_was_clicked(
    ada: Window, bot: Puppet, channel: str
) -> None:
    bot.says(channel, *gallery.controls())

    for name, action, told in (
        ("Good", "thumbs", {"value": "good"}),
        ("Bad", "thumbs", {"value": "bad"}),
        ("Delete", "bin", {"type": "icon_button"}),
        ("Run", "flow", {"type": "workflow_button"}),
    ):
        ada.channel.get_by_role("button", name=name).click()
        bot.hears(action, told)
    expect(shown(ada, "video").get_by_role("link", name="How to print")).to_have_attribute(
        "href", "https://example.com/video"
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everything_in_the_gallery_can_be_read(
    look: Look, bot: Puppet, channel: str, file: Json, scheme: str
) -> None:
    ada = look("ada", color_scheme=scheme)
    bot.form = modal(*gallery.alerts())
    for some in (gallery.texts(), gallery.composed(file), gallery.controls()):
        bot.says(channel, *some)
    ada.says("/order")
    expect(ada.modal.locator(".alert")).to_have_count(len(gallery.alerts()))
    expect(shown(ada, "video")).to_be_attached()

    for where in (ada.channel.locator(".blocks"), ada.modal.locator(".blocks")):
        assert [] == colours.unreadable(where, READABLE)
    for level in ("warning", "error", "success", "info"):
        ground = colours.ground(ada.modal.locator(f".alert.{level}"))
        assert ground != colours.ground(ada.modal.locator(".alert.default"))
