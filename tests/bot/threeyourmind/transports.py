"""Transports for tests that need one of their own."""

from bot.threeyourmind.patience import Patience
from bot.threeyourmind.transport import Transport

TOKEN = "0123456789abcdef0123456789abcdef01234567"


def asking_once(url: str, *, read: float = 5, connect: float = 5) -> Transport:
    """Build a transport that repeats nothing."""
    return Transport(url, TOKEN, patience=Patience(connect=connect, read=read, repeats=0))
