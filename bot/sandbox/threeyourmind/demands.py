"""The user panel's endpoint for what an organisation wants to know of a part."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind.answers import answer, fields_of
from bot.sandbox.threeyourmind.catalogue import Form, FormField
from bot.sandbox.threeyourmind.fields import REQUIRED, Fields
from bot.sandbox.threeyourmind.purchases import Basket
from bot.sandbox.threeyourmind.refusals import RefusedError
from bot.sandbox.threeyourmind.world import World

FITS: dict[str, Callable[[Any], bool]] = {
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "checkbox": lambda value: isinstance(value, bool),
    "select": lambda value: type(value) is int,
    "multiselect": lambda value: isinstance(value, list),
}


@dataclass(frozen=True)
class Demands:
    """Takes the answers for a line of a basket of the token's user."""

    world: World

    def routes(self, panel: str) -> list[Route]:
        """The routes below the path of the panel."""
        path = f"{panel}/forms/basket-line/" + "{line:int}/"
        return [Route(path, self.answer, methods=["POST"])]

    async def answer(self, request: Request) -> Response:
        """Whatever was answered, in place of what was answered before."""
        fields = await fields_of(request)
        with self.world.lock:
            basket = self._basket(request)
            form = self.world.forms.get(fields.known("form_id", self.world.forms))
            if form is not None:
                _judge(form, fields)
            fields.check()
            self._note(basket, request.path_params["line"], form)
        return answer({}, HTTPStatus.CREATED)

    def _note(self, basket: Basket, line_id: int, form: Form | None) -> None:
        line = basket.line(line_id)
        if line is not None and form is not None:
            answered = line.answered_forms | {form.id}
            self.world.put_line(basket.id, replace(line, answered_forms=answered))

    def _basket(self, request: Request) -> Basket:
        owner, line = request.state.account.id, request.path_params["line"]
        for basket in self.world.baskets.values():
            if basket.owner_id == owner and basket.line(line) is not None:
                return basket
        raise RefusedError.missing()


def _judge(form: Form, fields: Fields) -> None:
    known = {field.id: field for field in form.fields}
    given = set()
    for item in fields.each("fields"):
        field, value = known.get(item.known("form_field_id", known)), item.raw("value")
        if field is None or value is None:
            continue
        given.add(field.id)
        if not _fits(field, value):
            item.refuse("value", "This value does not fit the field.")
    for field in form.fields:
        if field.is_required and field.id not in given:
            fields.refuse("fields", f"{field.label}: {REQUIRED}")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _fits(field: FormField, value: Any) -> bool:
    options = {option.id for option in field.options}
    chosen = value if isinstance(value, list) else [value] if field.type == "select" else []
    return FITS.get(field.type, _is_text)(value) and all(one in options for one in chosen)
