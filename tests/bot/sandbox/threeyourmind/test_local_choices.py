import pytest

from bot.sandbox.threeyourmind.catalogue import Address, Customer
from bot.sandbox.threeyourmind.local import API, Local3yourmind
from tests.bot.sandbox.threeyourmind.agent import Agent


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("LOVELACE", ["Ada", "Ralph"]),
        ("ana engines", ["Ada"]),
        ("grace@", ["Grace"]),
        ("groß", ["Jürgen"]),
        ("ångst", ["Zoë"]),
        ("田中", ["花子"]),
        ("nobody", []),
    ],
)
def test_finds_users_by_parts_of_name_address_and_company(
    agent: Agent, search: str, names: list[str]
) -> None:
    page = agent.get("internal-ordering/users/", params={"search": search})

    assert names == [user["firstName"] for user in page["results"]]
    assert len(names) == page["count"]


def test_shows_users_as_the_vendor_does(agent: Agent, ada: Customer) -> None:
    expected = {
        "id": ada.id,
        "email": "ada@customers.example",
        "firstName": "Ada",
        "lastName": "Lovelace",
        "companyName": "Analytical Engines Ltd",
        "defaultAddressId": ada.default_address_id,
        "isActive": True,
    }

    assert [expected] == agent.get("internal-ordering/users/?search=ada@")["results"]


@pytest.mark.parametrize("spelling", ["pageSize", "page_size"])
def test_pages_through_users(agent: Agent, vendor: Local3yourmind, spelling: str) -> None:
    pages = [
        agent.get("internal-ordering/users/", params={"page": page, spelling: 3})
        for page in (1, 2, 3)
    ]

    assert [3, 3, 2] == [len(page["results"]) for page in pages]
    assert sorted(vendor.world.customers) == [
        user["id"] for page in pages for user in page["results"]
    ]
    rest = {name: value for name, value in pages[1].items() if name != "results"}
    assert {"count": 8, "currentPage": 2, "totalPages": 3, "pageSize": 3} == rest


@pytest.mark.parametrize("page", ["0", "9", "last"])
def test_a_page_beyond_the_end_is_not_found(agent: Agent, page: str) -> None:
    answer = agent.ask("GET", f"internal-ordering/users/?page={page}")

    assert (404, {"detail": "Invalid page."}) == (answer.status_code, answer.json())


@pytest.mark.parametrize(("asked", "given"), [("1000", 100), ("0", 30), ("many", 30)])
def test_a_page_has_a_largest_and_a_usual_size(agent: Agent, asked: str, given: int) -> None:
    assert given == agent.get(f"internal-ordering/users/?pageSize={asked}")["pageSize"]


def test_lists_a_users_addresses_with_empty_texts_as_null(agent: Agent, ada: Customer) -> None:
    (address,) = agent.get(f"internal-ordering/users/{ada.id}/addresses/")

    assert ada.default_address_id == address["id"]
    assert "12 St James's Square" == address["line1"]
    assert address["line2"] is None
    assert "customerId" not in address


def test_a_user_may_have_no_address(agent: Agent) -> None:
    alan = agent.get("internal-ordering/users/?search=turing")["results"][0]

    assert alan["defaultAddressId"] is None
    assert alan["companyName"] is None
    assert [] == agent.get(f"internal-ordering/users/{alan['id']}/addresses/")


def test_the_addresses_of_an_unknown_user_are_not_found(agent: Agent) -> None:
    assert 404 == agent.ask("GET", "internal-ordering/users/999999/addresses/").status_code


def test_a_customer_added_while_it_runs_is_found(agent: Agent, vendor: Local3yourmind) -> None:
    world = vendor.world
    linus = Customer(
        id=world.new_id(), first_name="Linus", last_name="P", email="linus@chem.example"
    )
    home = Address(
        id=world.new_id(),
        customer_id=linus.id,
        first_name="Linus",
        last_name="P",
        line1="1 Bond Street",
        zip_code="97201",
        city="Portland",
        country="US",
        phone_number="1",
    )

    world.add_customer(linus)
    world.add_address(home)

    (found,) = agent.get("internal-ordering/users/?search=linus")["results"]
    assert (linus.id, home.id) == (found["id"], found["defaultAddressId"])


def test_lists_ways_to_ship_with_prices_as_text(agent: Agent) -> None:
    method = agent.get("shipping-methods/")[0]

    assert ("6.90", "EUR") == (method["price"], method["currency"])


def test_lists_ways_to_pay_and_counters(agent: Agent) -> None:
    assert 3 == len(agent.get("payment-methods/"))
    assert ["Front desk", "Print lab"] == [each["name"] for each in agent.get("pickup-locations/")]


def test_no_two_things_share_an_id(agent: Agent, vendor: Local3yourmind) -> None:
    offers = agent.get("offers/")
    finishes = {each["id"] for offer in offers for each in offer["postProcessings"]}
    world = vendor.world
    tables = [
        set(world.customers),
        set(world.addresses),
        set(world.payment_methods),
        set(world.shipping_methods),
        set(world.pickup_locations),
        {offer["id"] for offer in offers},
        finishes,
    ]

    assert sum(map(len, tables)) == len(set.union(*tables))


def test_tells_whose_token_it_is(agent: Agent) -> None:
    assert ["manager"] == agent.get(f"{API}/my-profile/profile/")["roles"]
