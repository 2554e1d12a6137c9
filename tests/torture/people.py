"""Brings people into the workspace: each with a mate, and a channel of their own to work in."""

import random
from threading import Event

from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.model.people import User
from bot.sandbox.stage import Stage
from tests.torture.agent import Agent
from tests.torture.form import OrderForm
from tests.torture.screen import Desk

CONDITIONS = Conditions(
    # The bot shall be held up by what dies, not by limits on how much one may say.
    retry_after=(0.0, 0.2, 0.5, 1.0, 2.0, 3.0, *[5.0] * 60),
    posts_per_second=1_000.0,
    post_burst=1_000,
    tier_scale=1_000.0,
)
PATIENCE = 3.0
"""Seconds for which somebody looks for a button that should be there."""


def an_agent(stage: Stage, number: int, chance: random.Random, stop: Event) -> Agent:
    """Bring somebody in who places orders until `stop` is set."""
    slack, world = stage.slack, stage.slack.world
    handles = f"agent{number}", f"mate{number}"
    with world.changes.making():
        for handle in handles:
            user = User(world.ids.new("U"), handle, handle.title(), world.team.id, "agent")
            world.users[user.id] = user
        own = {u.id for u in world.users.values() if u.team_id == world.team.id}
        world.add_channel(f"orders-{number}", "channel", members=own)
    person, mate = map(slack.person, handles)
    person.sight.patience = mate.sight.patience = PATIENCE
    desk = Desk(slack, person, f"#orders-{number}", stop)
    return Agent(desk, mate, stage.vendor, OrderForm(desk, stage.panel), chance)
