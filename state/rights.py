"""Who may do what: settled by the operator, decided from what is known of a person; pure."""

from enum import StrEnum

from state.record import Record


class Right(StrEnum):
    """Something that a person may be allowed to do."""

    ORDER = "order"
    ADD_FILES = "add_files"
    LOOK_UP = "look_up"
    RESOLVE = "resolve"
    """Settle an order of which nobody knows whether it was placed."""
    ADMINISTER = "administer"
    """See the orders of everybody at once, such as in an export."""


class Standing(StrEnum):
    """What somebody is to the workspace of the bot."""

    MEMBER = "member"
    GUEST = "guest"
    OUTSIDER = "outsider"
    """Somebody of another organisation, in a channel that is shared with it."""
    GONE = "gone"
    """Somebody whose account was closed."""


class Person(Record):
    """Somebody who does something; `groups` are those user groups that the rules speak of."""

    id: str
    standing: Standing
    name: str = ""
    """As people read it; empty when nobody tells."""
    groups: frozenset[str] = frozenset()


class Circle(Record):
    """The people whom a rule names, by user group or one by one; empty means nobody was named."""

    groups: tuple[str, ...] = ()
    users: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody was named."""
        return not (self.groups or self.users)

    def holds(self, person: Person) -> bool:
        """Tell whether the person was named."""
        return person.id in self.users or not person.groups.isdisjoint(self.groups)


class Rules(Record):
    """The operator's rules. Where nobody is named, every full member of the workspace may."""

    orderers: Circle = Circle()
    oncall: Circle = Circle()
    admins: Circle = Circle()
    guests: bool = False
    shared_channels: tuple[str, ...] = ()
    """Channels shared with another organisation in which orders may be made all the same."""

    @property
    def groups(self) -> frozenset[str]:
        """The user groups whose members have to be known."""
        named = (self.orderers, self.oncall, self.admins)
        return frozenset(group for circle in named for group in circle.groups)


def may(person: Person, right: Right, rules: Rules) -> bool:
    """Tell whether the person has the right; guests and outsiders have none unless it is said."""
    belongs = {Standing.MEMBER} | ({Standing.GUEST} if rules.guests else set())
    if person.standing not in belongs:
        return False
    orders = rules.orderers.is_open or rules.orderers.holds(person)
    match right:
        case Right.ADD_FILES:
            return True
        case Right.ORDER:
            return orders
        case Right.LOOK_UP:
            return orders or rules.oncall.is_open or rules.oncall.holds(person)
        case Right.RESOLVE:
            return orders or rules.oncall.holds(person)
        case Right.ADMINISTER:
            return orders if rules.admins.is_open else rules.admins.holds(person)
