"""A Slack that says yes to everything and costs next to nothing; who listens hears every call."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

Heard = Callable[[str, str], object]
"""Is told the method and the body of a call."""
POINT = "#1=CARTESIAN_POINT('',(0.,0.,0.));\n"


def content(file: str) -> bytes:
    """Give the content of a STEP file, another one for each; nobody draws a picture of it."""
    return f"ISO-10303-21;\n/* {file} */\n{POINT * 800}END-ISO-10303-21;\n".encode()


class PlainSlack:
    """Hands out any file that it is asked for, and knows everybody as a member of one team."""

    def __init__(self, team: str, heard: Heard) -> None:
        self._team, self._heard = team, heard
        self._stamps = count(1)
        self.url = ""

    def answer(self, method: str, query: str, body: str) -> dict[str, Any]:
        """Give what Slack would answer, as far as anybody looks."""
        self._heard(method, body)
        said = {"ok": True, "messages": [], "members": [], "users": []}
        return said | self._told(method, parse_qs(query or body))

    def _told(self, method: str, asked: Mapping[str, list[str]]) -> dict[str, Any]:
        """Give what a method tells; messages have what they are found by."""
        told: dict[str, Any]
        match method:
            case "auth.test":
                bot = {"user": "printdesk", "user_id": "U0BOT", "bot_id": "B0BOT"}
                told = bot | {"team_id": self._team, "url": f"{self.url}/"}
            case "users.info":
                user = {"id": asked["user"][0], "team_id": self._team, "real_name": "Somebody"}
                told = {"user": user}
            case "conversations.info":
                told = {"channel": {"id": asked["channel"][0], "is_ext_shared": False}}
            case "files.info":
                told = {"file": self._file(asked["file"][0])}
            case "files.getUploadURLExternal":
                told = {"upload_url": f"{self.url}/upload", "file_id": "F0PICTURE"}
            case "chat.getPermalink":
                told = {"permalink": f"{self.url}/archives/C0/p0"}
            case _:
                # The card is found again by channel and stamp, so no two may share one.
                told = {"ts": f"1772443800.{next(self._stamps):06}", "channel": "C0PRINT"}
        return told

    def _file(self, file: str) -> dict[str, Any]:
        size = len(content(file))
        url = f"{self.url}/file/{file}"
        mode = {"mode": "hosted", "filetype": "step"}
        return {"id": file, "name": f"{file}.step", "size": size, "url_private": url} | mode


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of bots that are stopped in the midst of a call."""


@contextmanager
def served(slack: PlainSlack) -> Iterator[PlainSlack]:
    """Serve until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            where = urlsplit(self.path)
            first, _, rest = where.path.strip("/").partition("/")
            match first:
                case "file":
                    self._send("application/octet-stream", content(rest))
                case "upload":
                    self._send("text/plain", b"OK")
                case _:
                    said = slack.answer(rest, where.query, body.decode())
                    self._send("application/json", json.dumps(said).encode())

        def _send(self, kind: str, said: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

    with _Server(("127.0.0.1", 0), Handler) as server:
        slack.url = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield slack
        finally:
            server.shutdown()
