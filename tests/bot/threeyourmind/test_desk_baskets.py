import json
from decimal import Decimal

import pytest

from bot.sandbox.threeyourmind.catalogue import Offer
from bot.sandbox.threeyourmind.faults import AnalysisFails, QuantityEcho
from bot.sandbox.threeyourmind.local import Local3yourmind
from state.form import Source
from state.ports import FileStatus, LineTarget, OrderDesk
from state.problems import Broken, Disagreed, Missing
from tests.bot.threeyourmind.answering import answers
from tests.bot.threeyourmind.requests_of import a_download, a_spec


def test_a_line_shows_what_it_was_told(
    desk: OrderDesk, vendor: Local3yourmind, white: Offer
) -> None:
    dyed = white.post_processings[0]
    basket = desk.open_basket()
    line = desk.open_line(basket)
    finishing = (f"{dyed.id}:{dyed.colours[0].id}",)
    spec = a_spec(material=str(white.id), finishing=finishing, quantity=3, due_date="2030-04-01")
    desk.describe_line(basket, line, spec)

    (stored,) = vendor.world.baskets[int(basket)].lines
    assert (3, white.id, Decimal("12.34")) == (
        stored.quantity,
        stored.offer_id,
        stored.unit_print_price,
    )
    assert "2030-04-01" == str(stored.preferred_due_date)
    assert [(dyed.id, dyed.colours[0].id)] == [
        (finish.post_processing_id, finish.colour_id) for finish in stored.finishes
    ]


def test_a_due_date_is_cleared_only_when_the_line_shows_one(
    desk: OrderDesk, vendor: Local3yourmind, white: Offer
) -> None:
    basket = desk.open_basket()
    line = desk.open_line(basket)
    spec = a_spec(material=str(white.id), due_date="2030-04-01")
    for changed in (spec, spec.but(due_date=None), spec.but(due_date=None)):
        desk.describe_line(basket, line, changed)

    dates = [r.body.get("preferredDueDate", "-") for r in vendor.log.matching("PATCH", "*/lines/*")]
    assert ["2030-04-01", "-", None, "-"] == dates
    assert vendor.world.baskets[int(basket)].lines[0].preferred_due_date is None


@pytest.mark.parametrize(("sent", "shown"), [(1, 1), (1, None), (3, 3)])
def test_a_line_that_shows_the_quantity_agrees(
    desk: OrderDesk, vendor: Local3yourmind, sent: int, shown: int | None
) -> None:
    answers(vendor, json.dumps({"quantity": shown}), "*/lines/*")

    desk.describe_line("31", "301", a_spec(quantity=sent))


@pytest.mark.parametrize(
    "body", ['{"quantity": 1}', '{"quantity": null}', '{"quantity": "many"}', "{}", ""]
)
def test_a_line_that_shows_another_quantity_or_none_disagrees(
    desk: OrderDesk, vendor: Local3yourmind, body: str
) -> None:
    answers(vendor, body, "*/lines/*")

    with pytest.raises(Disagreed):
        desk.describe_line("31", "301", a_spec(quantity=3))


def test_one_piece_disagrees_with_a_line_that_shows_more(
    desk: OrderDesk, vendor: Local3yourmind, white: Offer
) -> None:
    basket = desk.open_basket()
    line = desk.open_line(basket)
    vendor.switches.on(QuantityEcho(2))

    with pytest.raises(Disagreed):
        desk.describe_line(basket, line, a_spec(material=str(white.id)))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ('"analysing"', FileStatus.RUNNING),
        ('"pending"', FileStatus.RUNNING),
        ('"uploading"', FileStatus.RUNNING),
        ('"finished"', FileStatus.FINISHED),
        ('{"name": "finished"}', FileStatus.FINISHED),
        ("null", FileStatus.NONE),
        ('""', FileStatus.NONE),
        ('"failed"', FileStatus.FAILED),
        ('"anything"', FileStatus.FAILED),
    ],
)
def test_the_word_of_a_file_status_tells_how_far_it_is(
    desk: OrderDesk, vendor: Local3yourmind, status: str, expected: FileStatus
) -> None:
    answers(vendor, f'{{"status": {status}}}', "*/file-status/")

    assert expected is desk.file_status("31", "301")


def test_a_file_is_analysed_after_its_upload(desk: OrderDesk, vendor: Local3yourmind) -> None:
    basket = desk.open_basket()
    line = desk.open_line(basket)

    assert FileStatus.NONE is desk.file_status(basket, line)
    desk.upload(LineTarget(basket, line, "mm"), a_download())
    assert FileStatus.FINISHED is desk.file_status(basket, line)
    vendor.world.analysis_seconds = 60
    desk.upload(LineTarget(basket, line, "mm"), a_download())
    assert FileStatus.RUNNING is desk.file_status(basket, line)
    vendor.world.analysis_seconds = 0
    vendor.switches.on(AnalysisFails())
    desk.upload(LineTarget(basket, line, "mm"), a_download())
    assert FileStatus.FAILED is desk.file_status(basket, line)


def test_a_line_that_is_gone_has_no_file(desk: OrderDesk) -> None:
    assert FileStatus.NONE is desk.file_status("999999", "999998")


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"id": null}', '"31"'])
def test_without_an_id_nothing_was_made(desk: OrderDesk, vendor: Local3yourmind, body: str) -> None:
    answers(vendor, body, "*")

    with pytest.raises(Broken) as caught:
        desk.open_basket()
    assert not caught.value.undone
    with pytest.raises(Broken):
        desk.open_line("31")


def test_keys_that_are_not_from_the_vendor_do_not_leave_this_machine(
    desk: OrderDesk, vendor: Local3yourmind
) -> None:
    with pytest.raises(Missing):
        desk.assign_customer("../../users", "1")
    with pytest.raises(Missing):
        desk.choices(Source.ADDRESSES, "1/../2")
    assert () == vendor.log.records
