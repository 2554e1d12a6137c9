"""Requests as Slack sends them, and as somebody sends them who has got hold of one."""

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import requests
from slack_sdk.signature import SignatureVerifier

from bot.http_server import HttpServer
from tests.scenarios.house import House

FORM = "application/x-www-form-urlencoded"
Payload = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """Sends to the bot of a house whatever a test wants it to get, signed unless said otherwise."""

    house: House

    @property
    def secret(self) -> str:
        return self.house.slack.world.installation.signing_secret

    def signed(self, body: bytes, kind: str = FORM, age: int = 0) -> dict[str, str]:
        """Give the headers with which Slack would send this body."""
        stamp = str(int(time.time()) - age)
        sign = SignatureVerifier(self.secret).generate_signature(timestamp=stamp, body=body)
        return {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": str(sign),
        }

    def send(self, body: bytes, headers: dict[str, str]) -> requests.Response:
        """Send exactly this."""
        door = self.house.bot.door
        assert isinstance(door, HttpServer)
        url = f"http://127.0.0.1:{door.port}/slack/events"
        return requests.post(url, body, headers=headers, timeout=10)

    def payload(self, payload: Payload) -> requests.Response:
        """Send a click, a form or the like."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return self.send(body, self.signed(body))

    def of(self, kind: str, handle: str = "ada", **fields: Any) -> Payload:
        """Build what every payload of a person has."""
        world = self.house.slack.world
        return {
            "type": kind,
            "user": {"id": world.user(handle).id, "team_id": world.team.id},
            "team": {"id": world.team.id},
            "trigger_id": "1.2.none",
            "action_ts": uuid4().hex,
            **fields,
        }

    def click(self, action: Payload, handle: str = "ada", **fields: Any) -> Payload:
        """Build a click on a message."""
        channel = {"id": self.house.slack.world.channel("#print-orders").id}
        given = {"channel": channel, "response_url": self.response_url, "actions": [action]}
        return self.of("block_actions", handle, **given | fields)

    def form(
        self, name: str, metadata: str, values: Payload | None = None, handle: str = "ada"
    ) -> Payload:
        """Build a form that is sent."""
        view = {
            "id": "V0NONE",
            "type": "modal",
            "hash": "1.2",
            "callback_id": name,
            "private_metadata": metadata,
            "state": {"values": values or {}},
        }
        return self.of("view_submission", handle, view=view)

    @property
    def response_url(self) -> str:
        """Where answers to messages go that are not there."""
        return f"{self.house.slack.api_url}none"
