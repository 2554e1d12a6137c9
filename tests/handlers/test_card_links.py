import pytest

from handlers.card_links import card_of

CARD = "https://lab.slack.com/archives/C0PRINT/p1772443800000100"


@pytest.mark.parametrize(
    "text", [CARD, f"<{CARD}>", f"<{CARD}|here>", f" {CARD} ", f"{CARD}?foo=1", f"{CARD} please"]
)
def test_a_link_to_a_message_names_it(text: str) -> None:
    assert ("C0PRINT", "1772443800.000100") == card_of(text)


@pytest.mark.parametrize(
    "query",
    [
        "thread_ts=1772443700.000200",
        "thread_ts=1772443700.000200&cid=C0PRINT",
        "cid=C0PRINT&thread_ts=1772443700.000200",
    ],
)
def test_a_link_into_a_thread_names_what_the_thread_is_about(query: str) -> None:
    assert ("C0PRINT", "1772443700.000200") == card_of(f"<{CARD}?{query}>")


@pytest.mark.parametrize(
    "text",
    ["", "100001", "https://lab.slack.com/archives/C0PRINT", "https://evil.example/p1", "<>"],
)
def test_other_texts_are_no_link(text: str) -> None:
    assert card_of(text) is None
