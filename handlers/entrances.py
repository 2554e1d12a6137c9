"""The ways into the bot: a listener is reached only by those who have the right it needs."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import signature
from re import Pattern
from typing import Any

from slack_bolt import Ack, App, BoltResponse, Respond
from slack_sdk import WebClient

from handlers.access import Access, Asker
from handlers.carried import NotOurs
from handlers.floods import Floods, Verdict
from handlers.hearing import Given, Hearing
from handlers.routes import ACTION, COMMAND, OPTIONS, SHORTCUT, VIEW, Name, Routes
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
class Route:
    """A listener, the right that it needs, and how whoever may not is answered."""

    needs: Needs
    listener: Listener
    refuse: Refuse
    wanted: tuple[str, ...]
    """The listener's parameters, as Bolt names them."""


@dataclass(frozen=True, slots=True)
class Entrances:
    """Registers listeners together with the right that each needs."""

    app: App
    access: Access
    talk: Talk
    floods: Floods
    _routes: Routes[Route] = field(default_factory=Routes)

    def open(self) -> None:
        """Let in what people do; only what no listener waits for is left to Bolt."""
        self.app.use(Hearing(self._hear))

    def command(self, name: str, needs: Needs, listener: Listener) -> None:
        """Listen for a slash command."""
        self._listen(COMMAND, name, needs, listener, _say)

    def options(self, name: Name, needs: Needs, listener: Listener) -> None:
        """Listen for searches in a list."""
        self._listen(OPTIONS, name, needs, listener, _offer_nothing)

    def action(self, name: Name, needs: Needs, listener: Listener) -> None:
        """Listen for clicks and choices, on messages and in modals."""
        self._listen(ACTION, name, needs, listener, self._answer_click)

    def view(self, name: str, needs: Needs, listener: Listener) -> None:
        """Listen for a form that is sent; rights lost while it was open count."""
        self._listen(VIEW, name, needs, listener, _replace_form)

    def shortcut(self, name: str, needs: Needs, listener: Listener) -> None:
        """Listen for a shortcut, of the global menu or of a message."""
        self._listen(SHORTCUT, name, needs, listener, self._open_window)

    def event(self, name: Told, listener: Listener, *, only: Matcher | None = None) -> None:
        """Listen for an event; most concern nobody, so the listener asks whether somebody may."""
        self.app.event(name, matchers=[only] if only else None)(listener)

    def _listen(
        self, kind: str, name: Name, needs: Needs, listener: Listener, refuse: Refuse
    ) -> None:
        wanted = tuple(signature(listener).parameters)
        self._routes.add(kind, name, Route(needs, listener, refuse, wanted))

    def _hear(self, given: Given, leave: Callable[[], object]) -> BoltResponse | None:
        route = self._routes.find(given.body)
        if route is None:
            leave()
            return None
        asker = Asker.of(given.body)
        return (
            self._slowed(route, given, asker.user)
            or self._guarded(route, given, asker)
            or _careful(route, given)
        )

    def _slowed(self, route: Route, given: Given, user: str) -> BoltResponse | None:
        verdict = Verdict.DONE if _is_of_a_form(given.body) else self.floods.verdict(user)
        if verdict is Verdict.DONE:
            return None
        if verdict is Verdict.REFUSED:
            return given.ack()
        log.warning("%s does too much at once and is slowed down", clean(user)[:LONGEST_ID])
        return route.refuse(_refused(SLOW_DOWN, given))

    def _guarded(self, route: Route, given: Given, asker: Asker) -> BoltResponse | None:
        right = route.needs if isinstance(route.needs, Right) else route.needs(given.body)
        why = self.access.refusal(asker, right)
        return None if why is None else route.refuse(_refused(why, given))

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


def _careful(route: Route, given: Given) -> BoltResponse | None:
    """Let a listener hear; what belongs to no order of ours is answered with a sentence."""
    try:
        route.listener(**{name: getattr(given, name) for name in route.wanted})
    except (UnknownOrder, NotOurs) as odd:
        user = clean(Asker.of(given.body).user)[:LONGEST_ID]
        log.warning("did nothing with what %s sent: %s", user, type(odd).__name__)
        return route.refuse(_refused(NOT_KNOWN, given, NOTHING_HERE))
    return given.ack.response


def _refused(why: str, given: Given, entry: str = NO_LIST) -> Refused:
    return Refused(why, given.body, given.ack, given.respond, given.client, entry)


def _say(refused: Refused) -> BoltResponse:
    return refused.ack(text=refused.why)


def _offer_nothing(refused: Refused) -> BoltResponse:
    return refused.ack(options(Offered(note=refused.entry)))


def _replace_form(refused: Refused) -> BoltResponse:
    return refused.ack(response_action="update", view=message_form(refused.why))
