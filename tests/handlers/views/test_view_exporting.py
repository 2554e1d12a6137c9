from datetime import date

from handlers.views.exporting import backwards, begun, no_days, nothing, with_the_file
from state.ledger import Days

DAYS = Days(date(2026, 1, 1), date(2026, 1, 31))


def test_bad_days_are_answered_with_an_example() -> None:
    assert "I cannot read days in `&lt;!here&gt;`" in no_days("<!here>")
    assert "2026-01-01 is before 2026-01-31" in backwards(Days(DAYS.last, DAYS.first))
    for text in (no_days("soon"), backwards(DAYS)):
        assert "`/order-export 2026-01-01 2026-01-31`" in text


def test_the_file_is_told_with_its_days_and_whose_it_is() -> None:
    assert "from 2026-01-01 to 2026-01-31" in begun(DAYS)
    assert "1 order of yours" in with_the_file(1, DAYS, everybodys=False)
    assert "1,234 orders of everybody" in with_the_file(1_234, DAYS, everybodys=True)


def test_where_there_is_nothing_there_is_no_file() -> None:
    assert "You have started no order from" in nothing(DAYS, everybodys=False)
    assert "Nobody has started an order from" in nothing(DAYS, everybodys=True)
