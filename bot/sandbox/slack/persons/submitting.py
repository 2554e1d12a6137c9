"""Submitting and closing modals."""

from typing import Any

from bot.sandbox.slack.api.call import ApiError
from bot.sandbox.slack.api.content import checked_view
from bot.sandbox.slack.model.modals import View
from bot.sandbox.slack.persons.acting import TROUBLE
from bot.sandbox.slack.persons.client_checks import complaints
from bot.sandbox.slack.persons.outcomes import BotMistake, NotAllowed
from bot.sandbox.slack.persons.slack import Slack
from bot.sandbox.slack.triggers import Refused
from bot.sandbox.slack.wire import Json


class Submitting:
    """Sends modals off as Slack's client does, and follows the bot's answer."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def submit(self, view: View) -> None:
        """Submit a visible modal; what the client itself finds wrong never reaches the bot.

        Raises:
            NotAllowed: the modal cannot be submitted, or is being submitted already.
            BotMistake: the bot's answer is none that Slack accepts.
        """
        if not view.given.get("submit"):
            raise NotAllowed("this modal has nothing to submit")
        with self._slack.world.changes.making():
            if view.is_busy:
                raise NotAllowed("this modal is being submitted already")
            view.errors, view.trouble = complaints(view), ""
            if view.errors:
                return
            view.is_busy = True
            parcel = self._slack.interactions.submission(view)
        delivery = self._slack.courier.deliver(parcel)
        with self._slack.world.changes.making():
            view.is_busy = False
            if delivery.error:
                view.trouble = TROUBLE
            elif view in self._slack.stack.of(view.user):
                self._follow(view, delivery.answer or {"response_action": None})

    def close(self, view: View) -> None:
        """Press Cancel: the visible view goes, the one below shows again."""
        with self._slack.world.changes.making():
            gone = self._slack.stack.close(view)
            parcels = self._slack.interactions.closed(gone, is_cleared=False)
        for parcel in parcels:
            self._slack.courier.deliver(parcel)

    def close_all(self, view: View) -> None:
        """Press the x: every view goes."""
        with self._slack.world.changes.making():
            gone = self._slack.stack.clear(view.user)
            parcels = self._slack.interactions.closed(gone, is_cleared=True)
        for parcel in parcels:
            self._slack.courier.deliver(parcel)

    def _follow(self, view: View, answer: Json) -> None:
        match answer:
            case {"response_action": None}:
                self._slack.stack.close(view)
            case {"response_action": "clear"}:
                self._slack.stack.clear(view.user)
            case {"response_action": "errors", "errors": dict(errors)} if errors:
                view.errors = _checked_errors(view, errors)
            case {"response_action": "update" | "push" as action, "view": dict(given)}:
                self._show(view, action, given)
            case _:
                raise BotMistake(f"Slack rejects this answer to a submission: {answer}")

    def _show(self, view: View, action: str, given: Json) -> None:
        try:
            checked = checked_view(given)
            if action == "update":
                self._slack.stack.update(view, checked)
            else:
                self._slack.stack.push(view.user, checked)
        except ApiError as refused:
            view.trouble = TROUBLE
            raise BotMistake(f"Slack rejects the view of this answer: {refused.more}") from None
        except Refused as refused:
            view.trouble = TROUBLE
            raise BotMistake(f"Slack rejects this answer: {refused.code}") from None


def _checked_errors(view: View, errors: dict[str, Any]) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if strange := set(errors) - inputs:
        view.trouble = TROUBLE
        raise BotMistake(f"errors for blocks that are no inputs of this view: {sorted(strange)}")
    return {block_id: str(text) for block_id, text in errors.items()}
