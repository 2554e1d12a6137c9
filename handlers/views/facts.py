"""The answers of an order as two columns: what it is, and what was answered."""

from datetime import date
from decimal import Decimal
from typing import Any

from handlers.views.blocks import MOST_FIELDS, Block, fields, mrkdwn, plain
from handlers.views.text import money, plainly
from state.basket import has_price
from state.completeness import PRICE, missing
from state.order import Order, Terms
from state.record import Choice

LONGEST_FACT = 300


def facts(order: Order) -> list[Block]:
    """Give a row for each answer and one for the total."""
    rows = [
        (question.title, _in_words(getattr(order.answers, name), order.terms))
        for name, question in order.answers.asked(order.terms.abilities).items()
    ]
    known = [(title, words) for title, words in (*rows, _total(order)) if words]
    pairs = [text for title, words in known for text in _row(title, words)]
    return [fields(pairs[n : n + MOST_FIELDS]) for n in range(0, len(pairs), MOST_FIELDS)]


def total(order: Order) -> str:
    """Give everything priced so far, tax included, with the currency."""
    if not has_price(order):
        return "no price yet"
    return money(order.total, order.terms.currency)


def whom(order: Order) -> str:
    """Say for whom the order is, in words that are not escaped yet; empty when nobody knows."""
    if not order.terms.abilities.chooses_customer:
        return "Printdesk's own account"
    return order.answers.customer.label if order.answers.customer else ""


def _row(title: str, words: str) -> tuple[Block, Block]:
    return mrkdwn(f"*{title}*"), plain(plainly(words, LONGEST_FACT))


def _in_words(answer: Any, terms: Terms) -> str:
    match answer:
        case None | ():
            return ""
        case Choice(label=label):
            return label
        case Decimal():
            return money(answer, terms.currency)
        case date():
            return answer.isoformat()
        case _:
            return str(answer)


def _total(order: Order) -> tuple[str, str]:
    if not order.parts or not has_price(order):
        return "Total", ""
    if not order.terms.abilities.sets_prices:
        name = "Total so far" if missing(order) else "Total"
        return name, f"{total(order)}, 3YOURMIND's price including tax"
    unpriced = any(need.what == PRICE for need in missing(order))
    rate = order.terms.tax_rate * 100
    tax = f", including {rate.normalize():f} % tax" if rate else ""
    return "Total so far" if unpriced else "Total", total(order) + tax
