"""Somebody's browser on the page, as far as its server can tell."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests
from websockets.sync.client import ClientConnection, connect

Json = dict[str, Any]
OWN = {"X-Sandbox": "1"}
LIMIT = 20


class Visitor:
    """Asks and posts as one person; `did` and `saw` expect that it works."""

    def __init__(self, url: str, handle: str, session: requests.Session) -> None:
        self.url = url
        self.handle = handle
        self._session = session

    def get(self, path: str, **query: Any) -> requests.Response:
        query = {"as": self.handle, **query}
        return self._session.get(f"{self.url}{path}", params=query, timeout=LIMIT)

    def saw(self, path: str, **query: Any) -> Any:
        answer = self.get(path, **query)
        assert 200 == answer.status_code, answer.text
        return answer.json()

    def post(self, path: str, **body: Any) -> requests.Response:
        body = {"as": self.handle, **body}
        return self._session.post(f"{self.url}/api/{path}", json=body, headers=OWN, timeout=LIMIT)

    def did(self, path: str, **body: Any) -> Json:
        answer = self.post(path, **body)
        assert 200 == answer.status_code, answer.text
        done: Json = answer.json()
        return done

    def could_not(self, path: str, **body: Any) -> tuple[int, str]:
        answer = self.post(path, **body)
        return answer.status_code, answer.json()["error"]

    def put(self, name: str, content: bytes | Iterable[bytes]) -> requests.Response:
        query = {"as": self.handle, "name": name}
        url = f"{self.url}/api/upload"
        return self._session.put(url, data=content, params=query, headers=OWN, timeout=LIMIT)

    def upload(self, name: str, content: bytes | Iterable[bytes] = b"solid part") -> str:
        answer = self.put(name, content)
        assert 200 == answer.status_code, answer.text
        return str(answer.json()["id"])

    @property
    def world(self) -> Json:
        found: Json = self.saw("/api/world")
        return found

    def channel(self, name: str = "print-orders") -> str:
        return next(str(c["id"]) for c in self.world["channels"] if c["name"] == name)

    def news(self, channel: str = "print-orders", since: int = 0) -> Json:
        found: Json = self.saw("/api/messages", channel=self.channel(channel), since=since)
        return found

    def messages(self, channel: str = "print-orders") -> list[Json]:
        found: list[Json] = self.news(channel)["messages"]
        return found

    def texts(self, channel: str = "print-orders") -> list[str]:
        return [message["text"] for message in self.messages(channel)]

    def say(self, text: str, channel: str = "print-orders", **more: Any) -> str:
        return str(self.did("say", channel=self.channel(channel), text=text, **more)["ts"])

    def command(self, command: str, text: str = "", **more: Any) -> None:
        self.did("command", channel=self.channel(), command=command, text=text, **more)

    @property
    def modal(self) -> Json:
        """The modal on top."""
        found: Json = self.world["views"][-1]
        return found

    @contextmanager
    def live(self) -> Iterator["Listening"]:
        """Listen to what changes; the first word, about everything, has been heard already."""
        address = self.url.replace("http", "ws")
        with connect(f"{address}/api/live?as={self.handle}") as socket:
            listening = Listening(socket)
            listening.next()
            yield listening


@dataclass(frozen=True)
class Listening:
    """An open live connection."""

    socket: ClientConnection

    def next(self) -> Json:
        """Wait for the next news."""
        found: Json = json.loads(self.socket.recv(timeout=LIMIT))
        return found

    def until(self, look: Callable[[Json], bool]) -> list[Json]:
        """Wait for news like that; gives everything heard until then."""
        found = [self.next()]
        while not look(found[-1]):
            found.append(self.next())
        return found
