import pytest

from tests.guards.sources import Import, Source, inside, sources

ABOVE = {"state": ("handlers", "bot", "tests"), "handlers": ("bot", "tests"), "bot": ("tests",)}
STARTS_THE_SANDBOX = "bot/__main__.py"


def imports(*folders: str) -> list[Import]:
    return [found for source in sources(*folders) for found in source.imports()]


@pytest.mark.parametrize("layer", ABOVE)
def test_imports_point_from_bot_to_handlers_to_state(layer: str) -> None:
    assert imports(layer)
    assert [] == [
        found
        for found in imports(layer)
        if any(inside(found.module, above) for above in ABOVE[layer])
    ]


def test_every_import_names_its_module_in_full() -> None:
    assert [] == [f for f in imports(*ABOVE, "tests") if f.module.startswith("relative")]


def test_the_bot_runs_without_its_sandbox() -> None:
    assert [] == [
        found
        for found in imports(*ABOVE)
        if inside(found.module, "bot.sandbox")
        and not inside(Source(found.by).module, "bot.sandbox")
        and not (found.lazy and found.by == STARTS_THE_SANDBOX)
    ]


OUTSIDE = ("slack_bolt", "slack_sdk", "requests", "dbos", "urllib3", "sqlalchemy", "click")


def test_the_state_knows_no_slack_no_http_and_no_engine() -> None:
    assert [] == [
        found for found in imports("state") if any(inside(found.module, name) for name in OUTSIDE)
    ]
    names = (
        "sqlite_file",
        "sqlite_schema",
        "sqlite_readers",
        "postgres_home",
        "postgres_schema",
        "postgres_store",
    )
    assert {f"state/store/{name}.py" for name in names} == {
        found.by for found in imports("state") if found.module.startswith(("sqlite", "psycopg"))
    }


NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc"}


def test_every_module_is_named_after_something() -> None:
    names = {name: source.path for source in sources(*ABOVE) for name in source.module.split(".")}

    assert {} == {name: path for name, path in names.items() if name in NAMELESS}


CHOOSES_A_PANEL = (
    "bot/__main__.py",
    "bot/doctor/desk_checks.py",
    "bot/outside.py",
    "bot/sandbox/",
    "bot/settings.py",
    "bot/threeyourmind/",
)


def test_nobody_but_the_adapter_and_its_wiring_knows_of_panels() -> None:
    assert list(CHOOSES_A_PANEL) == sorted(
        {
            next((known for known in CHOOSES_A_PANEL if source.path.startswith(known)), source.path)
            for source in sources("state", "handlers", "bot")
            if "panel" in source.text.lower()
        }
    )
