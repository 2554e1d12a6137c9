"""How an order stands, in a few words with a sign in front."""

from handlers.views.text import inert
from state.completeness import missing
from state.order import Order
from state.phase import Cancelled, Collecting, Expired, Failed, NeedsHuman, Placed, Placing


def standing(order: Order) -> str:
    """Say in which phase the order is; mrkdwn."""
    match order.phase:
        case Collecting(problem=problem):
            words = _collecting(order) if problem is None else "⚠️ Needs attention"
        case Placing(checking=True):
            words = "🔍 Placed or not? I am looking it up"
        case Placing():
            words = "⏳ Being placed"
        case Placed(number=number):
            words = f"✅ Placed: {inert(number, 60)}"
        case Failed():
            words = "❌ Not placed"
        case NeedsHuman():
            words = "🙋 Somebody has to look"
        case Cancelled():
            words = "🚫 Cancelled"
        case Expired():
            words = "💤 Closed, as nobody touched it"
    return words


def _collecting(order: Order) -> str:
    return "📝 Being put together" if missing(order) else "🟢 Ready to be placed"
