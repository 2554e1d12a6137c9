from typing import Any

import pytest

from bot.sandbox.threeyourmind.catalogue import Customer, Offer, PostProcessing
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.sandbox.threeyourmind.agent import Agent


@pytest.fixture
def basket(agent: Agent, ada: Customer) -> int:
    return agent.basket_for(ada)


@pytest.fixture
def line(agent: Agent, basket: int) -> str:
    """The path of a fresh line."""
    return f"baskets/{basket}/lines/{agent.post(f'baskets/{basket}/lines/')['id']}/"


def test_a_new_basket_belongs_to_nobody(agent: Agent) -> None:
    created = agent.ask("POST", "baskets/")

    assert 201 == created.status_code
    assert created.json() == agent.get(f"baskets/{created.json()['id']}/")
    assert created.json()["customerId"] is None
    assert created.json()["title"] is None


@pytest.mark.parametrize("key", ["customer_id", "customerId"])
def test_a_basket_is_assigned_in_either_spelling(agent: Agent, ada: Customer, key: str) -> None:
    basket = agent.post("baskets/")["id"]

    assert ada.id == agent.patch(f"baskets/{basket}/", {key: ada.id})["customerId"]


def test_a_basket_takes_a_title_and_keeps_its_customer(
    agent: Agent, basket: int, ada: Customer
) -> None:
    changed = agent.patch(f"baskets/{basket}/", {"title": "Brackets"})

    assert ("Brackets", ada.id) == (changed["title"], changed["customerId"])


def test_an_unknown_customer_is_refused_at_the_field(agent: Agent, basket: int) -> None:
    answer = agent.ask("PATCH", f"baskets/{basket}/", json={"customer_id": 999_999})

    assert 400 == answer.status_code
    assert {"customerId": ['Invalid pk "999999" - object does not exist.']} == answer.json()


def test_a_deleted_basket_is_gone(agent: Agent, basket: int) -> None:
    deleted = agent.ask("DELETE", f"baskets/{basket}/")

    assert (204, b"") == (deleted.status_code, deleted.content)
    assert 404 == agent.ask("GET", f"baskets/{basket}/").status_code
    assert 404 == agent.ask("GET", f"baskets/{basket}/lines/").status_code


def test_a_new_line_is_one_piece_of_nothing(agent: Agent, basket: int, line: str) -> None:
    expected: dict[str, Any] = {
        "quantity": 1,
        "offerId": None,
        "unitPrintPrice": None,
        "postProcessings": [],
        "preferredDueDate": None,
        "file": None,
    }

    shown = agent.get(line)

    assert expected == {name: shown[name] for name in expected}
    assert [shown] == agent.get(f"baskets/{basket}/lines/")
    assert {"status": None} == agent.get(line + "file-status/")


def test_a_line_belongs_to_its_basket_only(agent: Agent, ada: Customer, line: str) -> None:
    other = agent.basket_for(ada)
    number = line.split("/")[-2]

    assert 404 == agent.ask("GET", f"baskets/{other}/lines/{number}/").status_code


def with_finish(agent: Agent) -> tuple[dict[str, Any], dict[str, Any]]:
    offer = agent.get("offers/")[0]
    return offer, offer["postProcessings"][0]


def test_a_line_shows_what_it_was_told(agent: Agent, line: str) -> None:
    offer, finish = with_finish(agent)
    body = {
        "offerId": offer["id"],
        "quantity": 7,
        "unitPrintPrice": "12.30",
        "postProcessings": [
            {"postProcessingId": finish["id"], "colorId": finish["colors"][1]["id"]}
        ],
        "preferredDueDate": "2031-05-17",
    }

    assert body == {name: agent.patch(line, body)[name] for name in body}
    assert body == {name: agent.get(line)[name] for name in body}


def test_a_patch_leaves_the_rest_and_an_empty_list_clears(agent: Agent, line: str) -> None:
    offer, finish = with_finish(agent)
    finishes = [{"post_processing_id": finish["id"], "color_id": None}]
    agent.patch(line, {"offer_id": offer["id"], "post_processings": finishes})

    kept = agent.patch(line, {"quantity": 2})
    cleared = agent.patch(line, {"postProcessings": []})

    assert [{"postProcessingId": finish["id"], "colorId": None}] == kept["postProcessings"]
    assert [] == cleared["postProcessings"]
    assert (offer["id"], 2) == (cleared["offerId"], cleared["quantity"])


def test_another_offer_clears_the_finishes(agent: Agent, line: str) -> None:
    offer, finish = with_finish(agent)
    finishes = [{"postProcessingId": finish["id"], "colorId": None}]
    agent.patch(line, {"offerId": offer["id"], "postProcessings": finishes})

    assert [] == agent.patch(line, {"offerId": agent.get("offers/")[2]["id"]})["postProcessings"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": 100_001}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": "two"}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"offer_id": 999_999}, "offerId"),
        ({"offer_id": "PA12"}, "offerId"),
        ({"unitPrintPrice": "12,34"}, "unitPrintPrice"),
        ({"unitPrintPrice": "-1.00"}, "unitPrintPrice"),
        ({"unitPrintPrice": 12.34}, "unitPrintPrice"),
        ({"preferredDueDate": "17.05.2031"}, "preferredDueDate"),
        ({"preferredDueDate": 17}, "preferredDueDate"),
        ({"postProcessings": "dyed"}, "postProcessings"),
        ({"postProcessings": [{"postProcessingId": 999_999}]}, "postProcessings"),
        ([], "nonFieldErrors"),
    ],
)
def test_an_impossible_value_is_refused_at_its_field(
    agent: Agent, line: str, body: object, field: str
) -> None:
    before = agent.get(line)

    answer = agent.ask("PATCH", line, json=body)

    assert 400 == answer.status_code
    assert [field] == list(answer.json())
    assert before == agent.get(line)


def test_a_colour_must_be_one_of_the_finish(agent: Agent, line: str) -> None:
    offer, finish = with_finish(agent)
    finishes = [{"postProcessingId": finish["id"], "colorId": offer["id"]}]

    answer = agent.ask(
        "PATCH", line, json={"offerId": offer["id"], "postProcessings": finishes}
    ).json()

    message = f'Invalid pk "{offer["id"]}" - object does not exist.'
    assert {"postProcessings": [{"color_id": [message]}]} == answer


def test_a_finish_needs_an_offer_that_has_it(agent: Agent, line: str) -> None:
    _, finish = with_finish(agent)
    finishes = [{"postProcessingId": finish["id"], "colorId": None}]

    assert 400 == agent.ask("PATCH", line, json={"postProcessings": finishes}).status_code


def test_an_offer_added_while_it_runs_can_be_chosen(
    agent: Agent, vendor: Local3yourmind, line: str
) -> None:
    world = vendor.world
    polished = PostProcessing(id=world.new_id(), name="Polished")
    gold = Offer(
        id=world.new_id(),
        name="Gold",
        material="Au",
        technology="Casting",
        post_processings=(polished,),
    )

    world.add_offer(gold)

    assert "Gold" == agent.get("offers/")[-1]["name"]
    assert gold.id == agent.patch(line, {"offer_id": gold.id})["offerId"]
