"""Whatever comes in a valid envelope is answered, explained in one line, and changes no order."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handlers.views.doubts import KEEP_BOTH, REMOVE_SECOND
from handlers.views.found import UNIT_IS
from handlers.views.offers import ORDER_FILES
from state.order import BOT
from tests.scenarios.case import Case
from tests.scenarios.house import House, by_http
from tests.scenarios.post import Payload, Post

pytestmark = [
    pytest.mark.parametrize("furniture", [by_http], indirect=True, scope="package"),
    # The bot's own threads use it while Hypothesis draws.
    pytest.mark.filterwarnings("ignore:Do not use the `random` module"),
]
ACTIONS = (
    *("place", "edit", "cancel", "try_again", "again", "copy", "found", "not_there"),
    *("tell_me", "quiet", "part_menu", "all_parts", f"{UNIT_IS}.mm", KEEP_BOTH, REMOVE_SECOND),
    *(ORDER_FILES, "look_next", "look_show", "look_back", "order.material"),
    *("part.material", "address.use", "order.customer"),
)
"""All but those that open a window without a word of ours: Slack does not, for a made-up click."""
FORMS = ("order_form", "part_form", "requirements_form", "number_form", "address_form")
FIELDS = ("customer@", "delivery@17", "material@", "quantity@", "price@", "number@", "street@")
bounded = settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""The house stays as it is: that is what is tested."""

text = st.text(st.characters(codec=None), max_size=40)
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | text
junk = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(text, inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "selected_option", "text", "files", "selected_options"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
words = text | st.lists(text, min_size=2, max_size=4).map(" ".join)
metadata = (
    junk
    | junk.map(json.dumps)
    | st.fixed_dictionaries({"order": text, "channel": text, "part": st.none() | text}).map(
        json.dumps
    )
)
values = st.dictionaries(
    st.sampled_from(FIELDS) | text, st.dictionaries(text, junk, max_size=2), max_size=4
)
views = st.fixed_dictionaries(
    {
        "id": st.just("V0NONE"),
        "type": st.just("modal"),
        "hash": text,
        "private_metadata": metadata,
        "state": st.fixed_dictionaries({"values": values}),
    },
    optional={"previous_view_id": text},
)
actions = st.fixed_dictionaries(
    {"action_id": st.sampled_from(ACTIONS) | text, "block_id": words},
    optional={"value": junk | words, "selected_option": junk},
)
searches = st.fixed_dictionaries(
    {
        "action_id": st.sampled_from(["order.customer", "part.material", "order.voucher"]) | text,
        "block_id": words,
        "value": st.none() | text,
        "view": views,
    }
)


@pytest.fixture(scope="module")
def standing(furniture: House) -> str:
    return Case.fresh(furniture).ready().id


def unharmed(house: House, caplog: pytest.LogCaptureFixture, send: Any) -> None:
    """Send something, and see that it is answered, explained, and changes no order."""
    before = by_people(house)
    caplog.clear()
    assert send().status_code in {200, 404}
    assert [] == [r.getMessage() for r in caplog.records if r.exc_info]
    assert before == by_people(house)


def by_people(house: House) -> dict[str, int]:
    """Count by order what people did to it: whatever the bot does by itself goes on."""
    orders = [*house.bot.orders.unfinished(), *house.bot.orders.latest(100)]
    return {o.id: sum(entry.by != BOT for entry in o.history) for o in orders}


@bounded
@given(action=actions, view=st.none() | views)
def test_a_click_of_any_content(
    house: House, caplog: pytest.LogCaptureFixture, action: Payload, view: Payload | None
) -> None:
    post = Post(house)
    click = post.click(action) | ({} if view is None else {"view": view})

    unharmed(house, caplog, lambda: post.payload(click))


@bounded
@given(name=st.sampled_from(FORMS) | text, view=views)
def test_a_form_of_any_content(
    house: House, caplog: pytest.LogCaptureFixture, name: str, view: Payload
) -> None:
    post = Post(house)
    sent = post.of("view_submission", view=view | {"callback_id": name})

    unharmed(house, caplog, lambda: post.payload(sent))


@bounded
@given(searches)
def test_a_search_of_any_content(
    house: House, caplog: pytest.LogCaptureFixture, search: Payload
) -> None:
    post = Post(house)
    asked = post.of("block_suggestion", **search)

    unharmed(house, caplog, lambda: post.payload(asked))


@bounded
@given(name=st.sampled_from(["/order", "/order-status"]), given=text.filter(str.strip))
def test_a_command_of_any_words(
    house: House, caplog: pytest.LogCaptureFixture, name: str, given: str
) -> None:
    post, world = Post(house), house.slack.world
    fields = {
        "command": name,
        "text": given.encode("utf-8", "replace").decode(),
        "user_id": world.user("ada").id,
        "team_id": world.team.id,
        "channel_id": world.channel("#print-orders").id,
        "response_url": post.response_url,
        "trigger_id": uuid4().hex,
    }
    body = urlencode(fields).encode()

    unharmed(house, caplog, lambda: post.send(body, post.signed(body)))


@bounded
@given(action=actions)
def test_any_click_of_a_guest_on_an_order_that_stands(
    house: House, standing: str, caplog: pytest.LogCaptureFixture, action: Payload
) -> None:
    post = Post(house)
    click = post.click(action | {"value": standing}, "gus")

    unharmed(house, caplog, lambda: post.payload(click))


@bounded
@given(form=st.sampled_from(FORMS), values=values)
def test_any_form_of_a_guest_about_an_order_that_stands(
    house: House, standing: str, caplog: pytest.LogCaptureFixture, form: str, values: Payload
) -> None:
    post = Post(house)
    metadata = json.dumps({"order": standing, "channel": "C1"})
    sent = post.form(form, metadata, values, "gus")

    unharmed(house, caplog, lambda: post.payload(sent))
