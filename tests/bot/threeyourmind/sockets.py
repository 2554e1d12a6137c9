"""Servers that speak just enough HTTP to misbehave, each for one connection on a loopback port."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread

Script = Callable[[socket.socket], None]
END_OF_HEAD = b"\r\n\r\n"


@contextmanager
def a_server(script: Script, *, receive_buffer: int | None = None) -> Iterator[str]:
    """Run the script on the first connection; leaving waits until the script is through."""
    with socket.socket() as listener:
        if receive_buffer:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = Thread(target=_serve, args=(listener, script))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(10)


def _serve(listener: socket.socket, script: Script) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.settimeout(10)
        script(connection)


def read_head(connection: socket.socket) -> tuple[bytes, bytes]:
    """Give the request's head, and what of its body came with it."""
    received = b""
    while END_OF_HEAD not in received:
        received += connection.recv(65536)
    head, _, rest = received.partition(END_OF_HEAD)
    return head, rest


def read_request(connection: socket.socket) -> int:
    """Read a whole request, keep nothing, and give the length of its body."""
    head, rest = read_head(connection)
    lines = head.decode().lower().split("\r\n")
    length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length"))
    left, buffer = length - len(rest), bytearray(1 << 20)
    while left > 0:
        count = connection.recv_into(buffer)
        if not count:
            raise ConnectionError("the client went away")
        left -= count
    return length


def answer(connection: socket.socket, status: str = "200 OK", body: bytes = b"{}") -> None:
    """Send a whole answer and close."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    connection.sendall(head.encode() + body)


@contextmanager
def nobody_accepting() -> Iterator[str]:
    """Give an address at which connecting never ends, since the queue for it is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def nobody_listening() -> str:
    """Give an address at which connections are refused."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
