r"""Text that PostgreSQL takes: it has no U+0000, so that becomes U+001A 0 (and U+001A, U+001A 1).

In JSON, control characters stand as `\u0000`: it has functions of its own, with the same effect on
the texts in it.
"""

import re

# In JSON a pair of backslashes is matched too, so that its second one never begins an escape.
_PLAIN, _HIDDEN = re.compile(r"[\x00\x1a]"), re.compile(r"\x1a[01]")
_PLAIN_JSON = re.compile(r"\\\\|\\u0000|\\u001a")
_HIDDEN_JSON = re.compile(r"\\\\|\\u001a[01]")
_AS_HIDDEN = {"\x00": "\x1a0", "\x1a": "\x1a1", r"\u0000": r"\u001a0", r"\u001a": r"\u001a1"}
_AS_PLAIN = {hidden: plain for plain, hidden in _AS_HIDDEN.items()}


def hidden(text: str) -> str:
    """Give a plain text without U+0000; `shown` gives it back as it was."""
    return _PLAIN.sub(lambda match: _AS_HIDDEN[match[0]], text)


def shown(text: str) -> str:
    """Give a plain text as it was before `hidden`."""
    return _HIDDEN.sub(lambda match: _AS_PLAIN[match[0]], text)


def hidden_json(text: str) -> str:
    """Give JSON whose texts are hidden."""
    return _PLAIN_JSON.sub(lambda match: _AS_HIDDEN.get(match[0], match[0]), text)


def shown_json(text: str) -> str:
    """Give JSON as it was before `hidden_json`."""
    return _HIDDEN_JSON.sub(lambda match: _AS_PLAIN.get(match[0], match[0]), text)
