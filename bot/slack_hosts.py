"""Which addresses are Slack's: the only ones to which files go and from which they come."""

from urllib.parse import urlsplit

from bot.settings import is_loopback


def is_slacks(url: str, hosts: frozenset[str]) -> bool:
    """Tell whether an address is on one of these exact hosts, by https unless on loopback."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    return secure and parts.hostname in hosts and "@" not in parts.netloc
