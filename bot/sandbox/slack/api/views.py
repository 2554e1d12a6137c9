"""The views methods: modals and Home tabs."""

from collections.abc import Callable

from bot.sandbox.slack.api.call import ApiError, Call
from bot.sandbox.slack.api.content import checked_view
from bot.sandbox.slack.modal_stack import ModalStack
from bot.sandbox.slack.model.modals import View
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.triggers import Refused, Trigger, Triggers
from bot.sandbox.slack.wire import Json


class Views:
    """views.open and its kin. https://docs.slack.dev/reference/methods#views."""

    def __init__(self, world: World, stack: ModalStack, triggers: Triggers) -> None:
        self._world = world
        self._stack = stack
        self._triggers = triggers

    def open(self, call: Call) -> Json:
        """Open a modal for the person who gave the trigger."""
        view = _of_type(checked_view(call.json("view")), "modal")
        return self._told(self._stack.open(self._trigger(call).user, view))

    def push(self, call: Call) -> Json:
        """Stack a modal on the one the trigger comes from."""
        view = _of_type(checked_view(call.json("view")), "modal")
        trigger = self._trigger(call)
        if not trigger.in_modal:
            raise ApiError("invalid_trigger_id")
        return self._told(self._stack.push(trigger.user, view))

    def update(self, call: Call) -> Json:
        """Change an open modal by its id or the bot's own name for it."""
        given = _of_type(checked_view(call.json("view")), "modal")
        if view_id := call.text("view_id"):
            view = self._world.view(view_id)
        else:
            view = self._world.external_view(call.need("external_id"))
        if view is None:
            raise ApiError("not_found")
        return self._told(self._stack.update(view, given, expected_hash=call.text("hash")))

    def publish(self, call: Call) -> Json:
        """Show somebody's Home tab."""
        view = _of_type(checked_view(call.json("view")), "home")
        user = call.need("user_id")
        if user not in self._world.users:
            raise ApiError("user_not_found")
        return self._told(self._stack.publish(user, view, expected_hash=call.text("hash")))

    def methods(self) -> dict[str, Callable[[Call], Json]]:
        """Give each method under its name."""
        return {
            "views.open": self.open,
            "views.push": self.push,
            "views.update": self.update,
            "views.publish": self.publish,
        }

    def _trigger(self, call: Call) -> Trigger:
        trigger_id = call.text("trigger_id") or call.text("interactivity_pointer")
        if not trigger_id:
            raise Refused("invalid_trigger_id")
        return self._triggers.redeem(trigger_id)

    def _told(self, view: View) -> Json:
        app = self._world.installation
        return {"view": view.to_json(self._world.team.id, app.app_id, app.bot_id)}


def _of_type(view: Json, kind: str) -> Json:
    if view["type"] != kind:
        complaint = f"[ERROR] unsupported type: {view['type']} [json-pointer:/view/type]"
        raise ApiError("invalid_arguments", response_metadata={"messages": [complaint]})
    return view
