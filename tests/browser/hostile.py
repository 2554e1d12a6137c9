"""Names that somebody hostile would choose, and how a page could fall for them."""

from playwright.sync_api import Locator

from bot.sandbox.threeyourmind.catalogue import Address, Customer
from bot.sandbox.threeyourmind.world import World

SCRIPT = "<script>alert(1)</script>"
COMPANY = "M&Co"
IMAGE = "<img src=x onerror=alert(1)>"
CHANNEL = "<!channel>"
TURNED = "\u202egnp"
FILE = f"{IMAGE}{CHANNEL}*bold*{TURNED}.obj"
CUSTOMER = f"{SCRIPT} *bold*{CHANNEL}, {COMPANY} <m@evil.example>"
"""As lists show the customer; more than 75 letters would be cut."""


def move_in(world: World) -> None:
    """Let a customer with such a name, company and address be there."""
    last_name = f"*bold*{CHANNEL}{TURNED[0]}"
    customer = world.add_customer(
        Customer(
            id=world.new_id(),
            first_name=SCRIPT,
            last_name=last_name,
            email="m@evil.example",
            company=COMPANY,
        )
    )
    world.add_address(
        Address(
            id=world.new_id(),
            customer_id=customer.id,
            first_name=SCRIPT,
            last_name=last_name,
            company_name=IMAGE,
            line1=f"{SCRIPT} _bold_ Street",
            zip_code="12345",
            city="`bold`",
            country="DE",
            phone_number="+49 30 5550100",
        )
    )


def fallen_for(area: Locator) -> list[str]:
    """Name what a part of the page made out of such names."""
    found = area.evaluate_all(
        """(areas) => areas.flatMap((area) => [
            ...[...area.querySelectorAll("script, img[src=x], [onerror]")],
            ...[...area.querySelectorAll("strong, b, em, code")]
                .filter((node) => /^bold$/.test(node.textContent)),
            ...[...area.querySelectorAll("[data-mention]")]
                .filter((node) => /@(channel|here)/.test(node.textContent)),
        ].map((node) => node.outerHTML))"""
    )
    return [str(one) for one in found]
