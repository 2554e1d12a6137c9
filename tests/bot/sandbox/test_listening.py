import os
import socket

import pytest

from tests.bot.sandbox.listening import listening


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (socket.SOCK_STREAM, "0.0.0.0"),  # noqa: S104 - what must be noticed
        (socket.SOCK_STREAM, "127.0.0.2"),
        (socket.SOCK_DGRAM, "127.0.0.3"),
    ],
)
def test_whatever_a_process_opens_is_noticed(kind: int, address: str) -> None:
    with socket.socket(socket.AF_INET, kind) as opened:
        assert address not in listening(os.getpid())
        opened.bind((address, 0))
        if kind == socket.SOCK_STREAM:
            opened.listen()

        assert address in listening(os.getpid())
