"""Hypothesis strategies: orders whose every text is what somebody hostile would choose."""

from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from handlers.views.form import NOTE
from state.abilities import Abilities
from state.facts import Facts, Finding, Format, Oddity
from state.form import Answers, PartAnswers
from state.order import Basket, Order, Priced, PriceQuery
from state.part import Analysing, Part, Ready, Unusable, Uploading, Waiting
from state.phase import Cancelled, Collecting, Failed, NeedsHuman, Placed, Placing
from state.problems import Problem
from state.record import Choice
from tests.builders import ADA, AT, OWN_ACCOUNT, a_file, a_part, an_order

NASTY = (
    "<!channel>",
    "<@U0EVE>",
    "<https://evil.example|click>",
    "https://evil.example",
    "*bold*",
    "_slanted_",
    "~struck~",
    "`code`",
    "```",
    "> quoted",
    ":smile:",
    "&lt;!here&gt;",
    "\u202egnp.exe",
    "\n",
    "&" * 120,
)
CAUSES = ("refused", "too_large", "too_many", "broken", "never heard of")

calm = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Whole orders take their time to draw, and machines that run tests are often busy."""

words = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), max_size=6).map("".join),
)
typed = words.map(lambda text: text[:50].strip())
keys = st.text(min_size=1, max_size=150).filter(lambda key: not key.startswith(NOTE))
choices = st.builds(Choice, key=keys, label=words)
problems = st.builds(
    Problem,
    cause=st.sampled_from(CAUSES),
    detail=words,
    fields=st.dictionaries(words, st.lists(words, max_size=3).map(tuple), max_size=8),
)
people = st.one_of(st.just(ADA), words)
money = st.decimals(0, 1_000_000, places=2)
part_answers = st.builds(
    PartAnswers,
    quantity=st.integers(1, 10_000),
    material=st.none() | choices,
    finishing=st.lists(choices, max_size=6).map(tuple),
    price=st.none() | money,
    due_date=st.none() | st.dates(),
)
sides = st.floats(0, 1e9)
facts = st.builds(
    Facts,
    format=st.sampled_from(Format),
    size=st.none() | st.tuples(sides, sides, sides),
    volume=st.none() | sides,
    triangles=st.none() | st.integers(0, 10**9),
    mm_per_unit=st.none() | sides,
    findings=st.lists(
        st.builds(Finding, oddity=st.sampled_from(Oddity), count=st.none() | st.integers(0, 10**9)),
        max_size=7,
        unique_by=lambda finding: finding.oddity,
    ).map(tuple),
    contents=st.lists(words, max_size=50).map(tuple),
    files=st.none() | st.integers(0, 5000),
)
uploads = st.one_of(
    st.sampled_from([Waiting(), Uploading(worker="w"), Analysing(), Ready()]),
    st.builds(Unusable, problem=problems, line_is_empty=st.booleans()),
)
answers = st.builds(
    Answers,
    customer=st.none() | choices,
    billing_address=st.none() | choices,
    shipping_address=st.none() | choices,
    delivery=st.none() | choices,
    shipping_price=st.none() | money,
    payment=st.none() | choices,
    material=st.none() | choices,
    price=st.none() | money,
    due_date=st.none() | st.dates(),
    reference=typed,
    instructions=typed,
    voucher=typed,
)
phases = st.one_of(
    st.builds(Collecting, problem=st.none() | problems),
    st.builds(Placing, attempt=st.just(1), by=people, checking=st.booleans()),
    st.builds(Placed, number=words, at=st.just(AT), by=people, status=words),
    st.builds(Failed, problem=problems),
    st.just(NeedsHuman(since=AT)),
    st.builds(Cancelled, by=people, at=st.just(AT)),
)


desks = st.sampled_from([Abilities(), OWN_ACCOUNT])
prices = st.none() | st.builds(
    Priced, query=st.just(PriceQuery(basket="201", currency="EUR")), total=money
)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Draw an order in any phase, with up to sixty parts of which three are drawn."""
    found = st.none() | facts
    drawn = draw(st.lists(st.tuples(words, part_answers, uploads, found), max_size=3))
    copies = draw(st.integers(1, 20))
    parts: tuple[Part, ...] = tuple(
        a_part(id=f"P{n}-{k}", file=a_file(name=name), answers=own, upload=upload, facts=seen)
        for n in range(copies)
        for k, (name, own, upload, seen) in enumerate(drawn)
    )
    return an_order(
        answers=draw(answers),
        parts=parts,
        phase=draw(phases),
        owner=draw(people),
        terms=an_order().terms.but(tax_rate=Decimal("0.19"), abilities=draw(desks)),
        basket=Basket(priced=draw(prices)),
    )
