from collections.abc import Iterator

import pytest

from bot.sandbox.slack.persons.person import Person
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.scenarios.case import Case
from tests.scenarios.house import House, as_usual, furnished, own


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every test its house: the usual one, and the one at the user panel where both matter."""
    markers = list(metafunc.definition.iter_markers("parametrize"))
    if "furniture" in metafunc.fixturenames and all(m.args[0] != "furniture" for m in markers):
        both = metafunc.definition.get_closest_marker("both_panels")
        houses = [pytest.param(as_usual, id="service")]
        if both is not None:
            marks = [pytest.mark.slow] if both.kwargs.get("slow") else []
            houses.append(pytest.param(own, id="user", marks=marks))
        metafunc.parametrize("furniture", houses, indirect=True, scope="package")


@pytest.fixture(scope="package")
def furniture(request: pytest.FixtureRequest) -> Iterator[House]:
    """One house for all tests.

    A module whose bot has to be set up differently gives the `Arrange` as this fixture's parameter;
    only one house stands at a time.
    """
    with furnished(request.param) as house:
        yield house


@pytest.fixture
def house(furniture: House) -> Iterator[House]:
    yield furniture
    furniture.calm()


@pytest.fixture
def vendor(house: House) -> Local3yourmind:
    return house.vendor


@pytest.fixture
def ada(house: House) -> Person:
    return house.slack.person("ada")


@pytest.fixture
def ben(house: House) -> Person:
    return house.slack.person("ben")


@pytest.fixture
def case(house: House) -> Case:
    return Case.fresh(house)
