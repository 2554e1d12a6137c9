"""What a form can be filled in with: by the customer, or by the desk's own account."""

from handlers.office import Office
from handlers.prefill import Facts, prefilled
from handlers.views.modals import Draft
from state.form import Answers, Source
from state.record import Choice

PREFILLING = (Source.ADDRESSES, Source.DELIVERY, Source.PAYMENT, Source.MATERIALS)
MOST_LOOKED_AT = 20


def new_draft(office: Office, channel: str) -> Draft:
    """Give the draft of an order that nobody has made yet, by the abilities of the desk."""
    abilities = office.policy.terms.abilities
    return Draft(order=office.new_id(), channel=channel, new=True, abilities=abilities)


def first_answers(office: Office) -> Answers:
    """Give what a new form begins with, without waiting for anything."""
    if office.policy.terms.abilities.chooses_customer:
        return Answers(unit=office.policy.default_unit)
    account = office.catalogue.account()
    lists = {source: office.catalogue.remembered(source) for source in PREFILLING}
    known = Facts(lists=lists, address=account.address, last=_last(office, None))
    return prefilled(Answers(unit=account.unit or office.policy.default_unit), known)


def facts(office: Office, customer: Choice | None) -> Facts:
    """Give what is known of a customer, or of the desk's own account; waits for lists a moment."""
    catalogue, key = office.catalogue, customer.key if customer else None
    of = {Source.ADDRESSES: key}
    lists = {s: catalogue.offer(s, of.get(s), "").choices for s in PREFILLING}
    known = catalogue.customer(key) if key else catalogue.account()
    return Facts(
        lists=lists,
        address=known.address if known else None,
        last=_last(office, customer),
    )


def _last(office: Office, customer: Choice | None) -> Answers | None:
    if customer is not None:
        order = office.orders.last_of_customer(customer.key)
        return order.answers if order is not None else None
    latest = office.orders.latest(MOST_LOOKED_AT)
    own = (o for o in latest if not o.terms.abilities.chooses_customer)
    return next((order.answers for order in own), None)
