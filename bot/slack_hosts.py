"""Which addresses are Slack's: the only ones to which files go and from which they come."""

from urllib.parse import urlsplit

from bot.settings import is_loopback

HTTPS = 443


def is_slacks(url: str, hosts: frozenset[str]) -> bool:
    """Tell whether an address is on one of these exact hosts, by https unless on loopback."""
    if (host := host_of(url)) not in hosts:
        return False
    parts = urlsplit(url)
    if "@" in parts.netloc:
        return False
    if parts.scheme == "https":
        return parts.port in {None, HTTPS} or is_loopback(host)
    return parts.scheme == "http" and is_loopback(host)


def host_of(url: str) -> str:
    """Give the host of an address; nothing when it is none."""
    try:
        parts = urlsplit(url)
        # A port that is none is noticed only when it is asked for.
        _ = parts.port
    except ValueError:
        return ""
    return parts.hostname or ""
