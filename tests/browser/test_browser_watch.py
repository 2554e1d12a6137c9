from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.bot.waiting import wait_for
from tests.browser.watch import Watch

pytestmark = pytest.mark.slow

HERE = "http://127.0.0.1:1"
"""Nobody listens there; it is the asking that counts."""


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context()
    watch = Watch(context, HERE)
    yield context.new_page(), watch
    context.close()


def said(watch: Watch, complaint: str) -> bool:
    return complaint in "\n".join(watch.complaints)


@pytest.mark.parametrize(
    ("deed", "complaint"),
    [
        ("console.error('oh')", "console error: oh"),
        ("console.warn('hm')", "console warning: hm"),
        ("setTimeout(() => { throw new Error('no') })", "page error: no"),
        ("alert('look')", "alert: look"),
        ("fetch('http://127.0.0.1:2/a').catch(() => {})", "another host: http://127.0.0.1:2/a"),
        ("new Image().src = 'http://localhost:1/b'", "another host: http://localhost:1/b"),
        ("new WebSocket('ws://127.0.0.1:2/c')", "another host: ws://127.0.0.1:2/c"),
    ],
)
def test_what_no_page_may_do_is_noticed(
    watched: tuple[Page, Watch], deed: str, complaint: str
) -> None:
    page, watch = watched
    page.evaluate(f"() => {{ {deed}; }}")

    def is_noticed() -> bool:
        # Playwright hears of events only while it is asked something.
        return page.evaluate("() => true") is True and said(watch, complaint)

    wait_for(is_noticed)


def test_an_ordinary_page_gives_no_reason_to_complain(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    page.evaluate("() => { console.log('fine'); }")

    assert [] == watch.complaints
