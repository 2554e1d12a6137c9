"""The modals on people's screens: opened, stacked, updated, closed; and their Home tabs."""

import copy

from bot.sandbox.slack.model.inputs import elements_of, initial_values, surviving_values
from bot.sandbox.slack.model.modals import STACK_LIMIT, View
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.triggers import Refused
from bot.sandbox.slack.wire import Json

_INERT = frozenset({"image", "plain_text", "mrkdwn"})


class ModalStack:
    """Keeps every person's stack of views by Slack's rules. Hold the world's `changes`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def of(self, user: str) -> list[View]:
        """Give a person's open views, the visible one last."""
        return self._world.modals.setdefault(user, [])

    def open(self, user: str, given: Json) -> View:
        """Show a view instead of whatever modal is open.

        Raises:
            Refused: duplicate_external_id.
        """
        view = self._fresh(user, given)
        self._world.modals[user] = [view]
        return view

    def push(self, user: str, given: Json) -> View:
        """Show a view on top of the open ones.

        Raises:
            Refused: push_limit_reached, not_found or duplicate_external_id.
        """
        stack = self.of(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= STACK_LIMIT:
            raise Refused("push_limit_reached")
        view = self._fresh(user, given)
        view.root_id, view.previous_id = stack[0].id, stack[-1].id
        stack.append(view)
        return view

    def update(self, view: View, given: Json, *, expected_hash: str = "") -> View:
        """Show new content in an open view; input survives where its ids stay.

        Raises:
            Refused: hash_conflict, when the view is not the expected one any more.
        """
        if expected_hash and expected_hash != view.hash:
            raise Refused("hash_conflict")
        given = self._with_ids(given)
        if not given.get("external_id"):
            given["external_id"] = view.external_id
        self._check_external_id(given, view)
        view.given, view.values = given, surviving_values(given["blocks"], view.values)
        view.hash, view.errors, view.trouble = self._hash(), {}, ""
        return view

    def publish(self, user: str, given: Json, *, expected_hash: str = "") -> View:
        """Show a view as somebody's Home tab.

        Raises:
            Refused: hash_conflict, when the Home tab is not the expected one any more.
        """
        old = self._world.homes.get(user)
        if old is not None:
            return self.update(old, given, expected_hash=expected_hash)
        view = self._world.homes[user] = self._fresh(user, given)
        return view

    def close(self, view: View) -> list[View]:
        """Take a view off the screen; give those that went with it, the topmost first."""
        stack = self.of(view.user)
        if view.given.get("clear_on_close"):
            return self.clear(view.user)
        stack.remove(view)
        return [view]

    def clear(self, user: str) -> list[View]:
        """Take every modal off somebody's screen; give them, the topmost first."""
        gone = self.of(user)[::-1]
        self._world.modals[user] = []
        return gone

    def touch(self, view: View) -> None:
        """Note that something was filled in: earlier errors are gone."""
        view.errors, view.trouble = {}, ""

    def _fresh(self, user: str, given: Json) -> View:
        given = self._with_ids(given)
        self._check_external_id(given, None)
        values = initial_values(given["blocks"])
        return View(self._world.ids.new("V"), user, given, self._hash(), values)

    def _check_external_id(self, given: Json, own: View | None) -> None:
        name = given.get("external_id")
        if name and self._world.external_view(name) not in (None, own):
            raise Refused("duplicate_external_id")

    def _with_ids(self, given: Json) -> Json:
        given = copy.deepcopy(given)
        given["blocks"] = with_ids(given["blocks"], self._world)
        return given

    def _hash(self) -> str:
        return f"{self._world.ids.timestamp()}.{self._world.ids.secret()[:8]}"


def with_ids(blocks: list[Json], world: World) -> list[Json]:
    """Give the blocks with the block_ids and action_ids that the bot left out."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", world.ids.new("b"))
        for element in elements_of(block):
            if element["type"] not in _INERT:
                element.setdefault("action_id", world.ids.new("a"))
        if "child_blocks" in block:
            block["child_blocks"] = with_ids(block["child_blocks"], world)
    return blocks
