"""Orders as every released layout stored them; the files are never changed, only added to."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from state.events import EVENT
from state.order import Order
from tests.builders import PHASES

FILES = sorted((Path(__file__).parent / "stored").glob("orders-*.json"))
STORED = [(file.stem, doc) for file in FILES for doc in json.loads(file.read_text("utf-8"))]


def kept(before: Any, after: Any) -> bool:
    """Tell whether everything that was stored is still said; more may be said now."""
    if isinstance(before, dict):
        return isinstance(after, dict) and all(
            name in after and kept(value, after[name]) for name, value in before.items()
        )
    if isinstance(before, list):
        return (
            isinstance(after, list) and len(before) == len(after) and all(map(kept, before, after))
        )
    return bool(before == after)


@pytest.mark.parametrize(("file", "doc"), STORED, ids=[f"{f} {d['id']}" for f, d in STORED])
def test_a_stored_order_of_every_version_is_read_and_loses_nothing(
    file: str, doc: dict[str, Any]
) -> None:
    order = Order.model_validate(doc)

    assert file == f"orders-{doc['schema_version']}"
    assert kept(doc, order.model_dump(mode="json"))
    for entry in order.history:
        assert kept(entry.event, EVENT.validate_python(entry.event).model_dump(mode="json"))


def test_every_version_and_every_phase_is_among_them() -> None:
    versions = get_args(Order.model_fields["schema_version"].annotation)

    assert {f"orders-{version}" for version in versions} == {file for file, _ in STORED}
    assert {p.kind for p in PHASES} == {doc["phase"]["kind"] for _, doc in STORED}
