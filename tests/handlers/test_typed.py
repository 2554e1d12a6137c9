import pytest

from handlers.typed import as_typed

CARD = "https://lab.slack.com/archives/C0PRINT/p1772443800000100"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("100001", "100001"),
        ("Compilers &amp; Sons", "Compilers & Sons"),
        ("&lt;!channel&gt; &amp;amp;", "<!channel> &amp;"),
        ("<mailto:grace@example.com|grace@example.com>", "grace@example.com"),
        ("<mailto:grace@example.com>", "grace@example.com"),
        ("<http://part.zip|part.zip> twice", "part.zip twice"),
        ("<https://example.com/?a=1&amp;b=2>", "https://example.com/?a=1&b=2"),
        (f"<{CARD}>", CARD),
        (f"<{CARD}?cid=C1&amp;thread_ts=1.2|this one>", f"{CARD}?cid=C1&thread_ts=1.2"),
        ("<#C0PRINT|print-orders>", "print-orders"),
        ("<", "<"),
        ("<>", ""),
    ],
)
def test_the_text_of_a_message_is_read_as_it_was_typed(text: str, typed: str) -> None:
    assert typed == as_typed(text)
