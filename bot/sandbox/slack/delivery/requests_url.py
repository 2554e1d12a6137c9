"""HTTP mode: signed POST requests to the bot's request URL."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import requests

from bot.sandbox.slack.delivery.parcels import Parcel, Reply, Undelivered


@dataclass(frozen=True)
class RequestUrl:
    """One request URL of the app, with the secret that signs what is sent there.

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """

    url: str
    signing_secret: str

    async def ready(self) -> None:
        """Return at once: nobody knows whether the bot is up before asking it."""

    async def send(self, parcel: Parcel, limit: float, *, copies: int = 1) -> Reply:
        """Post a parcel and give its acknowledgement.

        Raises:
            Undelivered: the bot could not be reached, answered otherwise than 200, or not
                within `limit` seconds.
        """
        tries = [asyncio.to_thread(self._post, parcel, limit) for _ in range(copies)]
        first, *_ = await asyncio.gather(*tries)
        return first

    def _post(self, parcel: Parcel, limit: float) -> Reply:
        content_type, body = _encoded(parcel)
        headers = {"content-type": content_type, **self._signature(body), **_retry(parcel)}
        try:
            with requests.post(self.url, body.encode(), headers=headers, timeout=limit) as answer:
                return _reply(answer)
        except requests.Timeout:
            raise Undelivered("operation_timeout", "http_timeout") from None
        except requests.ConnectionError:
            raise Undelivered("dispatch_failed", "connection_failed") from None

    def _signature(self, body: str) -> dict[str, str]:
        stamp = str(int(time.time()))
        base = f"v0:{stamp}:{body}".encode()
        digest = hmac.new(self.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


def _encoded(parcel: Parcel) -> tuple[str, str]:
    match parcel.kind:
        case "events_api":
            return "application/json", json.dumps(parcel.payload)
        case "slash_commands":
            return "application/x-www-form-urlencoded", urlencode(parcel.payload)
        case "interactive":
            form = urlencode({"payload": json.dumps(parcel.payload)})
            return "application/x-www-form-urlencoded", form


def _retry(parcel: Parcel) -> dict[str, str]:
    if not parcel.attempt:
        return {}
    return {
        "x-slack-retry-num": str(parcel.attempt),
        "x-slack-retry-reason": parcel.retry_reason or "unknown_error",
    }


def _reply(answer: requests.Response) -> Reply:
    if answer.status_code != requests.codes.ok:
        no_retry = answer.headers.get("x-slack-no-retry") == "1"
        raise Undelivered("dispatch_failed", "http_error", no_retry=no_retry)
    if not answer.text:
        return Reply()
    if answer.headers.get("content-type", "").startswith("application/json"):
        return Reply(answer.json())
    return Reply({"text": answer.text})
