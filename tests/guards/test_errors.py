from collections import Counter

from state import problems
from state.problems import OutsideError
from tests.guards.sources import sources


def below(error: type[OutsideError]) -> list[type[OutsideError]]:
    return [kind for sub in error.__subclasses__() for kind in (sub, *below(sub))]


CONCRETE = [error for error in below(OutsideError) if not error.__subclasses__()]


def test_every_error_has_a_cause_of_its_own() -> None:
    assert [] == [error for error in CONCRETE if "cause" not in vars(error)]
    assert [] == [cause for cause, n in Counter(e.cause for e in CONCRETE).items() if n > 1]


def test_a_group_of_errors_has_no_cause() -> None:
    groups = [error for error in below(OutsideError) if error.__subclasses__()]

    assert [] == [group for group in groups if hasattr(group, "cause")]


def test_every_error_is_drawn_in_the_tree() -> None:
    assert problems.__doc__ is not None
    drawn = problems.__doc__.split()

    assert [] == [error.__name__ for error in below(OutsideError) if error.__name__ not in drawn]


TREE: list[type[OutsideError]] = [OutsideError, *below(OutsideError)]


def test_the_outside_has_one_tree_of_errors() -> None:
    assert {"state/problems.py"} == {
        source.path
        for source in sources("state", "handlers", "bot")
        if any(f"({error.__name__}):" in source.text for error in TREE)
    }


def test_every_error_keeps_its_detail_and_fields_in_the_record() -> None:
    for error in CONCRETE:
        problem = error("of bracket.stl").problem

        assert (error.cause, "of bracket.stl") == (problem.cause, problem.detail)
