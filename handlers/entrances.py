"""The ways into the bot: a listener is reached only by those who have the right it needs."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import signature
from re import Pattern
from typing import Any

from slack_bolt import Ack, App, Args, BoltResponse, Respond
from slack_sdk import WebClient

from handlers.access import Access, Asker
from handlers.carried import NotOurs
from handlers.floods import Floods, Verdict
from handlers.talk import Talk
from handlers.views.form import options
from handlers.views.modals import message_form
from handlers.views.refusals import NO_LIST
from handlers.views.sentences import NOT_KNOWN, NOTHING_HERE, SLOW_DOWN
from handlers.views.text import clean
from handlers.whispers import Hearer, is_at_home
from handlers.windows import refresh
from state.orders import UnknownOrder
from state.ports import Offered
from state.rights import Right

log = logging.getLogger(__name__)
LONGEST_ID = 20

Payload = Mapping[str, Any]
Listener = Callable[..., object]
Needs = Right | Callable[[Payload], Right]
Name = str | Pattern[str]
Told = str | dict[str, str | Sequence[str | Pattern[str] | None] | None]
"""An event by its type, or by its type and subtypes."""
Matcher = Callable[..., bool]
Refuse = Callable[["Refused"], BoltResponse]


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody who may not, the sentence for them, and what Bolt gives to answer with."""

    why: str
    body: Payload
    ack: Ack
    respond: Respond
    client: WebClient
    entry: str = NO_LIST
    """The same for an entry of a list."""


@dataclass(frozen=True, slots=True)
class Entrances:
    """Registers listeners together with the right that each needs."""

    app: App
    access: Access
    talk: Talk
    floods: Floods

    def command(self, name: str, needs: Needs, listener: Listener) -> None:
        """Listen for a slash command."""
        self._listen(self.app.command, name, needs, listener, _say)

    def options(self, name: Name, needs: Needs, listener: Listener) -> None:
        """Listen for searches in a list."""
        self._listen(self.app.options, _whole(name), needs, listener, _offer_nothing)

    def action(self, name: Name, needs: Needs, listener: Listener) -> None:
        """Listen for clicks and choices, on messages and in modals."""
        self._listen(self.app.action, _whole(name), needs, listener, self._answer_click)

    def view(self, name: str, needs: Needs, listener: Listener) -> None:
        """Listen for a form that is sent; rights lost while it was open count."""
        self._listen(self.app.view, name, needs, listener, _replace_form)

    def shortcut(self, name: str, needs: Needs, listener: Listener) -> None:
        """Listen for a shortcut, of the global menu or of a message."""
        self._listen(self.app.shortcut, name, needs, listener, self._open_window)

    def event(self, name: Told, listener: Listener, *, only: Matcher | None = None) -> None:
        """Listen for an event; most concern nobody, so the listener asks whether somebody may."""
        self.app.event(name, matchers=[only] if only else None)(listener)

    def _listen(
        self,
        way: Callable[..., Callable[..., object]],
        name: Name,
        needs: Needs,
        listener: Listener,
        refuse: Refuse,
    ) -> None:
        middleware = [self._slow(refuse), self._guard(needs, refuse)]
        way(name, middleware=middleware)(_careful(listener, refuse))

    def _slow(self, refuse: Refuse) -> Callable[..., BoltResponse | None]:
        def slow(
            body: Payload,
            ack: Ack,
            respond: Respond,
            client: WebClient,
            next: Callable[[], object],  # noqa: A002 - Bolt's name
        ) -> BoltResponse | None:
            user = Asker.of(body).user
            verdict = Verdict.DONE if _is_of_a_form(body) else self.floods.verdict(user)
            if verdict is Verdict.DONE:
                next()
                return None
            if verdict is Verdict.REFUSED:
                return ack()
            log.warning("%s does too much at once and is slowed down", clean(user)[:LONGEST_ID])
            return refuse(Refused(SLOW_DOWN, body, ack, respond, client))

        return slow

    def _guard(self, needs: Needs, refuse: Refuse) -> Callable[..., BoltResponse | None]:
        def guard(
            body: Payload,
            ack: Ack,
            respond: Respond,
            client: WebClient,
            next: Callable[[], object],  # noqa: A002 - Bolt's name
        ) -> BoltResponse | None:
            right = needs if isinstance(needs, Right) else needs(body)
            if (why := self.access.refusal(Asker.of(body), right)) is not None:
                return refuse(Refused(why, body, ack, respond, client))
            next()
            return None

        return guard

    def _answer_click(self, refused: Refused) -> BoltResponse:
        view = refused.body.get("view")
        if view is None or is_at_home(refused.body):
            self._tell(refused)
        else:
            self._show_instead(refused, view["id"])
        return refused.ack()

    def _tell(self, refused: Refused) -> None:
        hearer = Hearer(refused.body, refused.client, refused.respond)
        self.talk.later(lambda: hearer.hear(refused.why))

    def _show_instead(self, refused: Refused, view_id: str) -> None:
        view = message_form(refused.why)
        self.talk.later(lambda: refresh(refused.client, view_id, view))

    def _open_window(self, refused: Refused) -> BoltResponse:
        trigger, view = refused.body["trigger_id"], message_form(refused.why)
        self.talk.later(lambda: refused.client.views_open(trigger_id=trigger, view=view))
        return refused.ack()


def _is_of_a_form(body: Payload) -> bool:
    """Tell what happens in a window that was opened before, which a refusal would empty."""
    return (body.get("view") or {}).get("type") == "modal"


def _careful(listener: Listener, refuse: Refuse) -> Callable[[Args], BoltResponse | None]:
    """Let a listener hear; what belongs to no order of ours is answered with a sentence."""
    wanted = signature(listener).parameters

    def careful(args: Args) -> BoltResponse | None:
        try:
            listener(**{name: getattr(args, name) for name in wanted})
        except (UnknownOrder, NotOurs) as odd:
            user = clean(Asker.of(args.body).user)[:LONGEST_ID]
            log.warning("did nothing with what %s sent: %s", user, type(odd).__name__)
            return refuse(
                Refused(NOT_KNOWN, args.body, args.ack, args.respond, args.client, NOTHING_HERE)
            )
        return None

    return careful


def _whole(name: Name) -> Name:
    """Let a pattern fit whole ids only: Bolt would find it anywhere in one."""
    return name if isinstance(name, str) else re.compile(f"^(?:{name.pattern})$")


def _say(refused: Refused) -> BoltResponse:
    return refused.ack(text=refused.why)


def _offer_nothing(refused: Refused) -> BoltResponse:
    return refused.ack(options(Offered(note=refused.entry)))


def _replace_form(refused: Refused) -> BoltResponse:
    return refused.ack(response_action="update", view=message_form(refused.why))
