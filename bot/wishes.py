"""What the operator's settings mean for the parts of the bot; pure."""

from datetime import timedelta
from functools import partial

from bot.settings import Settings
from bot.threeyourmind.guesses import order_page
from handlers.office import Policy
from state.abilities import Abilities
from state.acceptance import FileRules
from state.order import Terms
from state.plan import Plan
from state.rights import Circle, Rules

LEAST_SILENCE = 5.0
"""Seconds after which whoever makes the rounds may be taken for dead."""


def database(settings: Settings) -> str | None:
    """Give the address of the database; `None` means files in `DATA_DIR`."""
    return settings.database_url.get_secret_value() if settings.database_url else None


def file_rules(settings: Settings) -> FileRules:
    """Say which files can become parts."""
    return FileRules(extensions=settings.file_extensions, most_mb=settings.max_file_mb)


def policy(settings: Settings, abilities: Abilities) -> Policy:
    """Say what is settled for every order."""
    terms = Terms(currency=settings.currency, tax_rate=settings.tax_rate, abilities=abilities)
    page_of = partial(order_page, settings.threeyourmind_url, settings.threeyourmind_service_id)
    rules, channels = file_rules(settings), settings.order_channels
    return Policy(terms, settings.default_unit, rules, channels, page_of)


def rights(settings: Settings) -> Rules:
    """Say who may do what."""
    return Rules(
        orderers=Circle(groups=settings.order_usergroups, users=settings.order_users),
        oncall=Circle(groups=settings.oncall_usergroups),
        admins=Circle(groups=settings.admin_usergroups, users=settings.admin_users),
        guests=settings.allow_guests,
        shared_channels=settings.shared_channels,
    )


def plan(settings: Settings) -> Plan:
    """Say when orders are looked at again."""
    return Plan(
        soonest_look=timedelta(seconds=settings.watch_soonest),
        rarest_look=timedelta(seconds=settings.watch_rarest),
        watch=timedelta(days=settings.watch_days),
        expire=timedelta(days=settings.draft_days),
    )


def keep(settings: Settings) -> timedelta | None:
    """Say for how long orders that are over are kept; `None` is for ever."""
    return timedelta(days=settings.keep_days) if settings.keep_days else None


def silence(settings: Settings) -> timedelta:
    """Say how long whoever makes the rounds may be silent: two rounds missed are too many."""
    return timedelta(seconds=max(LEAST_SILENCE, 3 * settings.watch_soonest))
