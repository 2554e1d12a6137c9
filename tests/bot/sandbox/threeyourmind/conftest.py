from collections.abc import Iterator
from typing import Any

import pytest

from bot.sandbox.serving import Served
from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.sandbox.threeyourmind.agent import Agent, order_body


@pytest.fixture
def vendor() -> Local3yourmind:
    vendor = Local3yourmind()
    vendor.world.analysis_seconds = 0
    return vendor


@pytest.fixture
def agent(vendor: Local3yourmind) -> Iterator[Agent]:
    with Served(vendor.app) as server:
        yield Agent(vendor, server.url)


@pytest.fixture
def ada(vendor: Local3yourmind) -> Customer:
    return next(each for each in vendor.world.customers.values() if each.first_name == "Ada")


@pytest.fixture
def ready(agent: Agent, vendor: Local3yourmind, ada: Customer) -> dict[str, Any]:
    """A request for an order that would be accepted."""
    basket = agent.basket_for(ada)
    agent.finished_line(basket)
    return order_body(vendor, ada, basket)
