import re

from tests.licences import ELSEWHERE, PAGE, licence, locked, purposes

ROW = re.compile(r"^\| ([\w.-]+) \| (.+) \| (\w+) \|$", re.MULTILINE)
USABLE = re.compile("MIT|BSD|Apache|MPL|Mozilla|PSF|Python Software|LGPL|Zope")
"""What may be part of something that is not published itself."""


def rows() -> dict[str, tuple[str, str]]:
    text = PAGE.read_text(encoding="utf-8").partition("|---|")[2]
    return {name: (told, purpose) for name, told, purpose in ROW.findall(text)}


def test_every_package_of_the_lock_is_listed_with_its_licence() -> None:
    """If not: `make licences`."""
    listed = rows()

    assert locked() == list(listed)
    assert {} == {
        name: told
        for name, (told, _) in listed.items()
        if licence(name) not in {told, ELSEWHERE} and told != ELSEWHERE
    }
    assert [] == [name for name, (told, _) in listed.items() if told == "not told"]


def test_what_the_bot_runs_with_may_be_used_in_a_company() -> None:
    purpose = purposes()
    needed = {name: told for name, (told, _) in rows().items() if name in purpose}

    assert {"dbos", "slack-bolt", "requests"} <= set(needed)
    assert {} == {n: told for n, told in needed.items() if not USABLE.search(told)}
