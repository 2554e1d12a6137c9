"""The users of tokens as buyers in the user panel."""

from bot.sandbox.threeyourmind.access import Account
from bot.sandbox.threeyourmind.catalogue import Address, Customer, Preferences
from bot.sandbox.threeyourmind.world import World


def admit(world: World, account: Account) -> None:
    """Lets the user of a token have orders: with preferences, and an address at the service."""
    world.members[account.id] = Customer(
        id=account.id,
        first_name=account.first_name,
        last_name=account.last_name,
        email=account.email,
        company="Service Ltd",
    )
    world.preferences[account.id] = Preferences(
        country="DE", currency=world.currency, language="en", unit="mm"
    )
    world.add_address(
        Address(
            id=world.new_id(),
            customer_id=account.id,
            first_name=account.first_name,
            last_name=account.last_name,
            company_name="Service Ltd",
            line1="Druckgasse 4",
            zip_code="20457",
            city="Hamburg",
            country="DE",
            phone_number="+49 40 5550100",
        )
    )
