import pytest

from state.rights import Circle, Person, Right, Rules, Standing, may

RULES = Rules(
    orderers=Circle(groups=("S0ORDER",), users=("U0EXTRA",)),
    oncall=Circle(groups=("S0ONCALL",)),
    admins=Circle(users=("U0ADMIN",)),
)
EVERYTHING = frozenset(Right)
NOTHING: frozenset[Right] = frozenset()
FILES = frozenset({Right.ADD_FILES})
ORDERING = FILES | {Right.ORDER, Right.LOOK_UP, Right.RESOLVE}


def person(user: str = "U0ANY", *groups: str, standing: Standing = Standing.MEMBER) -> Person:
    return Person(id=user, standing=standing, groups=frozenset(groups))


def rights(who: Person, rules: Rules) -> frozenset[Right]:
    return frozenset(right for right in Right if may(who, right, rules))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (person(), FILES),
        (person("U0ANY", "S0ORDER"), ORDERING),
        (person("U0EXTRA"), ORDERING),
        (person("U0ANY", "S0ONCALL"), FILES | {Right.LOOK_UP, Right.RESOLVE}),
        (person("U0ADMIN"), FILES | {Right.ADMINISTER}),
        (person("U0ANY", "S0ORDER", standing=Standing.GUEST), NOTHING),
        (person("U0EXTRA", standing=Standing.OUTSIDER), NOTHING),
        (person("U0ADMIN", standing=Standing.GONE), NOTHING),
    ],
)
def test_who_is_named_has_the_rights_they_are_named_for(
    who: Person, expected: frozenset[Right]
) -> None:
    assert expected == rights(who, RULES)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing.MEMBER, EVERYTHING),
        (Standing.GUEST, NOTHING),
        (Standing.OUTSIDER, NOTHING),
        (Standing.GONE, NOTHING),
    ],
)
def test_where_nobody_is_named_every_full_member_may(
    standing: Standing, expected: frozenset[Right]
) -> None:
    assert expected == rights(person(standing=standing), Rules())


def test_guests_may_what_members_may_once_the_operator_says_so() -> None:
    guests = Rules(orderers=RULES.orderers, guests=True)

    assert ORDERING | {Right.ADMINISTER} == rights(
        person("U0ANY", "S0ORDER", standing=Standing.GUEST), guests
    )
    assert NOTHING == rights(person(standing=Standing.OUTSIDER), guests)


def test_the_rules_know_every_group_they_speak_of() -> None:
    assert {"S0ORDER", "S0ONCALL"} == RULES.groups
