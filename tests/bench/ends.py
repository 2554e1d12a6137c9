"""A source and a sink that cost next to nothing: `source FILE` or `sink`; each says its address."""

import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

MARK, END_OF_HEAD = b"\r\n", b"\r\n\r\n"
LITTLE, MUCH = 1 << 12, 1 << 20
DONE = json.dumps({"status": "finished"}).encode()


class Line:
    """One connection, read request by request."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._ahead = b""
        self._unused = bytearray(MUCH)

    def head(self) -> str:
        """Read a request's head; empty when the other side has closed."""
        return self._until(END_OF_HEAD).decode().lower()

    def drop_body(self, head: str) -> None:
        """Take a request's body and keep nothing."""
        if "transfer-encoding: chunked" in head:
            while size := int(self._until(MARK), 16):
                self._drop(size + len(MARK))
            self._drop(len(MARK))
        elif "content-length: " in head:
            self._drop(int(head.partition("content-length: ")[2].split("\r\n", 1)[0]))

    def answer(self, body: bytes) -> None:
        """Send a JSON answer."""
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        self._connection.sendall(head.encode() + END_OF_HEAD + body)

    def hand_out(self, file: Path) -> None:
        """Send a file as an answer."""
        size = file.stat().st_size
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {size}"
        )
        self._connection.sendall(head.encode() + END_OF_HEAD)
        with file.open("rb") as content:
            self._connection.sendfile(content)

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._ahead:
            if not (piece := self._connection.recv(LITTLE)):
                return b""
            self._ahead += piece
        found, _, self._ahead = self._ahead.partition(mark)
        return found

    def _drop(self, size: int) -> None:
        here = min(size, len(self._ahead))
        self._ahead, size = self._ahead[here:], size - here
        while size > 0:
            # The kernel drops what is truncated, without copying it.
            taken = self._connection.recv_into(self._unused, min(MUCH, size), socket.MSG_TRUNC)
            if not taken:
                raise ConnectionError("the client went away")
            size -= taken


def _source(file: Path) -> Callable[[Line, str], None]:
    size = file.stat().st_size

    def serve(line: Line, head: str) -> None:
        line.drop_body(head)
        if "/files.info" not in head:
            line.hand_out(file)
            return
        host = head.partition("host: ")[2].split("\r\n", 1)[0]
        info = {"id": "F1", "name": file.name, "size": size, "url_private": f"http://{host}/file"}
        line.answer(json.dumps({"ok": True, "file": info}).encode())

    return serve


def _sink(line: Line, head: str) -> None:
    if "expect: 100-continue" in head:
        raise ConnectionError("this sink answers once")
    line.drop_body(head)
    line.answer(DONE)


def _work(connection: socket.socket, serve: Callable[[Line, str], None]) -> None:
    with connection:
        line = Line(connection)
        while head := line.head():
            serve(line, head)


def main(role: str, *files: str) -> None:
    """Serve until killed."""
    serve = _sink if role == "sink" else _source(Path(files[0]))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)  # noqa: T201 - its address
        while True:
            connection, _ = listener.accept()
            Thread(target=_work, args=(connection, serve), daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
