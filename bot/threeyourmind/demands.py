"""The forms of an organisation, in our words."""

from bot.threeyourmind.guesses import FIELD_KINDS
from bot.threeyourmind.own_models import RequirementField, RequirementForm
from state.record import Choice
from state.requirements import FieldKind, FormField, PartForm


def part_form(entry: RequirementForm) -> PartForm:
    """Give a form, each field with the way in which it is answered."""
    return PartForm(key=entry.id, fields=tuple(map(_field, entry.fields)))


def _field(entry: RequirementField) -> FormField:
    kind = FIELD_KINDS.get(entry.type.lower(), FieldKind.WORDS)
    if kind in {FieldKind.ONE, FieldKind.SEVERAL} and not entry.options:
        kind = FieldKind.WORDS
    return FormField(
        key=entry.id,
        title=entry.name or f"Field {entry.id}",
        kind=kind,
        required=entry.is_required,
        choices=tuple(Choice(key=o.id, label=o.name or o.id) for o in entry.options),
    )
