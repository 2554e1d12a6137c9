"""What an organisation demands to be told of every part: its forms, and what was answered."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, create_model
from pydantic_core import PydanticCustomError

from state.form import Form, Kind, Question
from state.record import Choice, Record

YES, NO = "yes", "no"
_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")


class FieldKind(StrEnum):
    """How a field is answered."""

    WORDS = "words"
    NUMBER = "number"
    YES_OR_NO = "yes_or_no"
    ONE = "one"
    SEVERAL = "several"


class FormField(Record):
    """One field of a form, with all there is to choose from."""

    key: str
    title: str
    kind: FieldKind = FieldKind.WORDS
    required: bool = False
    choices: tuple[Choice, ...] = ()


class PartForm(Record):
    """A form that is filled in for every part."""

    key: str
    fields: tuple[FormField, ...]

    @property
    def demanded(self) -> bool:
        """Whether an order cannot do without it."""
        return any(field.required for field in self.fields)


class FieldAnswer(Record):
    """What was answered: words, a number or keys as texts, `yes` or `no`."""

    field: str
    kind: FieldKind
    value: str | tuple[str, ...]


class Answered(Record):
    """A form as it was filled in; fields without an answer are left out."""

    form: str
    answers: tuple[FieldAnswer, ...]


def _number(value: object) -> object:
    text = str(value).strip().replace(",", ".")
    if text and not _DECIMAL.fullmatch(text):
        raise PydanticCustomError("number", "Please give a number such as 2.5.")
    return text


Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Number = Annotated[str, BeforeValidator(_number)]
_TYPES: dict[FieldKind, tuple[Any, Kind, Any]] = {
    FieldKind.WORDS: (Words, Kind.LINE, ""),
    FieldKind.NUMBER: (Number, Kind.LINE, ""),
    FieldKind.YES_OR_NO: (str, Kind.PICK, ""),
    FieldKind.ONE: (str, Kind.PICK, ""),
    FieldKind.SEVERAL: (tuple[str, ...], Kind.PICKS, ()),
}


def form_of(forms: Iterable[PartForm]) -> type[Form]:
    """Make one form of all: each field becomes a question, as if it had been declared."""
    fields: dict[str, Any] = {name: _declared(field) for name, _, field in _named(forms)}
    return create_model("Requirements", __base__=Form, **fields)


def filled_in(forms: Iterable[PartForm], answered: Iterable[Answered]) -> Form:
    """Give that form with what was answered before."""
    given = {(a.form, one.field): one.value for a in answered for one in a.answers}
    every = tuple(forms)
    by_name = {name: given.get((form.key, field.key)) for name, form, field in _named(every)}
    known = {name: value for name, value in by_name.items() if value is not None}
    return form_of(every).model_validate(known)


def answered_by(forms: Iterable[PartForm], filled: Form) -> tuple[Answered, ...]:
    """Give what the filled form says, form by form."""
    every = tuple(forms)
    answers: dict[str, list[FieldAnswer]] = {form.key: [] for form in every}
    for name, form, field in _named(every):
        if value := getattr(filled, name):
            answers[form.key].append(FieldAnswer(field=field.key, kind=field.kind, value=value))
    return tuple(Answered(form=key, answers=tuple(given)) for key, given in answers.items())


def _named(forms: Iterable[PartForm]) -> Iterator[tuple[str, PartForm, FormField]]:
    """Name every field by its place: the keys of others need not be names."""
    for n, form in enumerate(forms):
        for k, field in enumerate(form.fields):
            yield f"form{n}_field{k}", form, field


def _declared(field: FormField) -> tuple[Any, Any]:
    kind, element, empty = _TYPES[field.kind]
    entries = tuple((choice.key, choice.label) for choice in field.choices)
    if field.kind is FieldKind.YES_OR_NO:
        entries = ((YES, "Yes"), (NO, "No"))
    asked = Question(field.title, element, entries=entries, required=field.required)
    return Annotated[kind, asked], empty
