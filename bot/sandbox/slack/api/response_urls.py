"""Response URLs: answers to an interaction without a token."""

import json
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.slack.api.call import ApiError
from bot.sandbox.slack.api.content import checked_blocks
from bot.sandbox.slack.faults import Faults, refusal
from bot.sandbox.slack.modal_stack import with_ids
from bot.sandbox.slack.model.channels import Message
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.timeline import Timeline
from bot.sandbox.slack.triggers import Hook, Hooks, Refused
from bot.sandbox.slack.wire import Json


class ResponseUrls:
    """The addresses under /commands and /actions.

    https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
    """

    def __init__(self, world: World, timeline: Timeline, hooks: Hooks, faults: Faults) -> None:
        self._world = world
        self._timeline = timeline
        self._hooks = hooks
        self._faults = faults

    async def endpoint(self, request: Request) -> Response:
        """Show, replace or delete a message for the holder of the address."""
        if (fault := self._faults.webhook.take("respond")) is not None:
            return refusal(fault)
        try:
            said = json.loads(await request.body())
            await run_in_threadpool(self._answer, request.path_params["secret"], said)
        except ApiError as refused:
            return JSONResponse({"ok": False, "error": refused.code, **refused.more}, 400)
        except Refused as refused:
            return JSONResponse({"ok": False, "error": refused.code}, 404)
        return PlainTextResponse("ok")

    def _answer(self, secret: str, said: Json) -> None:
        with self._world.changes.making():
            self.show(self._hooks.redeem(secret), said)

    def show(self, hook: Hook, said: Json) -> None:
        """Do what an answer asks for. Hold the world's `changes`.

        Raises:
            ApiError: no_text or invalid_blocks.
        """
        original = self._world.message(hook.channel, hook.message_ts or "")
        if original and said.get("delete_original"):
            self._timeline.delete(original)
        elif original and said.get("replace_original"):
            self._timeline.edit(original, self._composed(said, original))
        else:
            self._timeline.post(self._new(hook, said))

    def _new(self, hook: Hook, said: Json) -> Message:
        app = self._world.installation
        in_channel = said.get("response_type") == "in_channel"
        blank = Message(
            ts=self._world.ids.timestamp(),
            channel=hook.channel,
            user=app.bot_user,
            text="",
            thread_ts=said.get("thread_ts"),
            bot_id=app.bot_id,
            seen_by=None if in_channel else hook.user,
        )
        return self._composed(said, blank)

    def _composed(self, said: Json, message: Message) -> Message:
        blocks: Any = checked_blocks(self._world, said.get("blocks"))
        text = str(said.get("text") or "")
        if not text and not blocks:
            raise ApiError("no_text")
        return replace(message, text=text, blocks=with_ids(blocks, self._world))
