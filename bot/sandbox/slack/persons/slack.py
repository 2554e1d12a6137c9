"""What stands behind a person's Slack client."""

from dataclasses import dataclass

from bot.sandbox.slack.api.response_urls import ResponseUrls
from bot.sandbox.slack.delivery.courier import Courier
from bot.sandbox.slack.delivery.events import Events
from bot.sandbox.slack.delivery.interactions import Interactions
from bot.sandbox.slack.faults import Faults
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.modal_stack import ModalStack
from bot.sandbox.slack.model.channels import Message
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.timeline import Timeline

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True)
class Slack:
    """The workspace as the clients of all persons use it."""

    world: World
    manifest: Manifest
    faults: Faults
    timeline: Timeline
    stack: ModalStack
    interactions: Interactions
    courier: Courier
    events: Events
    response_urls: ResponseUrls

    def tell(self, user: str, channel: str, text: str, thread: str | None = None) -> None:
        """Show words of Slack itself to one person."""
        with self.world.changes.making():
            ts = self.world.ids.timestamp()
            note = Message(ts, channel, SLACKBOT, text, thread_ts=thread, seen_by=user)
            self.timeline.post(note)

    def open_home(self, user: User) -> None:
        """Tell the bot that somebody looks at its Home tab."""
        with self.world.changes.making():
            self.events.home_opened(user)
