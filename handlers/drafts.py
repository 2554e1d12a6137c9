"""Forms of orders that do not exist yet, with the files that they will begin with."""

from dataclasses import dataclass

from handlers.again import earlier_parts
from handlers.office import Office
from handlers.shelf import Bundle
from handlers.suggestions import first_answers, new_draft
from handlers.views.blocks import Block
from handlers.views.modals import Draft, order_form
from handlers.views.offers import already_ordered
from state.form import Answers
from state.order import Order
from state.orders import UnknownOrder
from state.part import SharedFile


@dataclass(frozen=True, slots=True)
class Drafts:
    """Shows and redeems drafts; the files of a draft never travel, only where they are kept."""

    office: Office

    def begun(self, bundle: Bundle) -> Block:
        """Give an empty form for an order with the files of a bundle."""
        return self._empty(bundle.channel, bundle=bundle.key)

    def fresh(self, channel: str) -> Block:
        """Give an empty form for an order in a channel."""
        return self._empty(channel)

    def placeless(self) -> Block:
        """Give an empty form that was asked for in no channel, and that says where its card comes.

        That is the first of the channels for orders, or else the conversation with the bot.
        """
        return self._empty(next(iter(self.office.policy.channels), ""), says_where=True)

    def form(self, answers: Answers, draft: Draft) -> Block:
        """Give the form of a draft; it says which files it has, and which order has them, too."""
        rival, files = self._rival(draft), self._files(draft)
        note = already_ordered(rival) if rival is not None else ""
        knowing = draft.but(knows=rival.id if rival is not None else "")
        earlier = earlier_parts(self.office.orders, draft)
        return order_form(answers, knowing, note, earlier, files)

    def redeemed(self, draft: Draft) -> tuple[SharedFile, ...] | None:
        """Give the files of a draft that becomes an order.

        `None` says that another order took them since the form was shown.
        """
        if (bundle := self._bundle(draft)) is None:
            return ()
        rival = self._rival(draft)
        if rival is not None and rival.id != draft.knows:
            return None
        return bundle.files if self.office.shelf.take(bundle, draft.order) else None

    def _empty(self, channel: str, **about: object) -> Block:
        draft = new_draft(self.office, channel).but(**about)
        return self.form(first_answers(self.office), draft)

    def _rival(self, draft: Draft) -> Order | None:
        bundle = self._bundle(draft)
        if bundle is None or bundle.order in {"", draft.order}:
            return None
        try:
            return self.office.orders.get(bundle.order)
        except UnknownOrder:
            # Somebody's form was lost between the two: they have nothing of the files.
            return None

    def _files(self, draft: Draft) -> tuple[SharedFile, ...]:
        bundle = self._bundle(draft)
        return bundle.files if bundle is not None else ()

    def _bundle(self, draft: Draft) -> Bundle | None:
        bundle = self.office.shelf.get(draft.bundle) if draft.bundle else None
        # Drafts travel through Slack: one that names the files of another channel gets none.
        return bundle if bundle is not None and bundle.channel == draft.channel else None
