import pytest

from state.events import BasketTaken, OrderCancelled, PartRemoved
from state.part import Analysing, Waiting
from state.ports import FileStatus
from tests.bot.placing.kit import OPEN, Kit
from tests.builders import AT, BEN, a_part, an_order


@pytest.mark.parametrize("method", ["upload", "file_status"])
def test_a_part_removed_in_the_middle_is_left_alone(kit: Kit, method: str) -> None:
    kit.an_open_one()
    kit.desk.on(method, kit.happens(PartRemoved(part="P1")))
    kit.desk.statuses = [FileStatus.RUNNING, FileStatus.FAILED]
    kit.forward()

    assert () == kit.order.parts
    assert method == kit.desk.calls[-1][0]


@pytest.mark.parametrize("status", [FileStatus.FINISHED, FileStatus.FAILED])
def test_a_result_for_a_part_that_is_gone_is_void(kit: Kit, status: FileStatus) -> None:
    kit.an_open_one()
    kit.desk.on("file_status", kit.happens(PartRemoved(part="P1")))
    kit.desk.statuses = [status]
    kit.forward()

    assert () == kit.order.parts


def test_an_order_cancelled_in_the_middle_is_left_alone(kit: Kit) -> None:
    kit.an_open_one()
    kit.desk.on("file_status", kit.happens(OrderCancelled(by=BEN, at=AT)))
    kit.desk.statuses = [FileStatus.RUNNING]
    kit.forward()

    assert isinstance(kit.part.upload, Analysing)


def test_a_basket_that_is_left_in_the_middle_gets_no_result(kit: Kit) -> None:
    kit.keep(an_order(parts=(a_part(line="L1"),), basket=OPEN.but(awaiting="P2")))
    kit.desk.on("file_status", kit.happens(BasketTaken(keeper="another")))
    kit.forward()

    assert (2, Waiting()) == (kit.order.basket.number, kit.part.upload)
