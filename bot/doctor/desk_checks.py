"""Whether 3YOURMIND lets the bot do its work."""

from collections.abc import Iterator

from bot.doctor.verdict import Verdict, fine, warning, wrong
from bot.outside import PANELS, Desk
from bot.settings import Settings
from bot.threeyourmind.patience import Patience
from bot.threeyourmind.transport import Transport
from state.form import Source
from state.problems import (
    DeskError,
    Missing,
    NotPermitted,
    UnknownToken,
    Unreachable,
)

DESK, PERMISSION, CURRENCY = "3YOURMIND", "3YOURMIND permission", "Currency"
LISTS = {
    Source.PAYMENT: ("3YOURMIND payment methods", "payment method"),
    Source.DELIVERY: ("3YOURMIND delivery", "shipping method or pickup location"),
    Source.MATERIALS: ("3YOURMIND materials", "material"),
}
HASTY = Patience(connect=5.0, read=10.0, persist=0.0)


def desk_checks(settings: Settings) -> Iterator[Verdict]:
    """Look at the address, the token, the service, and the lists that orders are made from."""
    token = settings.threeyourmind_token.get_secret_value()
    with Transport(settings.threeyourmind_url, token, patience=HASTY) as transport:
        panel, path = PANELS[settings.threeyourmind_panel], settings.threeyourmind_upload_path
        desk = panel(transport, settings.threeyourmind_service_id, path)
        try:
            yield fine(PERMISSION, _seen(desk))
        except DeskError as error:
            yield _no_way_in(settings, error)
            return
        for source, (about, noun) in LISTS.items():
            yield _listed(desk, source, about, noun)
        yield _currency(transport, settings.currency)


def _no_way_in(settings: Settings, error: DeskError) -> Verdict:
    service = settings.threeyourmind_service_id
    match error:
        case Unreachable():
            return wrong(
                DESK,
                f"It cannot be reached ({error.detail}).",
                "Check THREEYOURMIND_URL, and that this machine may open connections to it.",
            )
        case UnknownToken():
            return wrong(
                DESK,
                "It does not know the token.",
                "Make an API token in its admin panel and set THREEYOURMIND_TOKEN to it.",
            )
        case NotPermitted():
            return wrong(
                PERMISSION,
                f"The token's user may not make orders for service {service}.",
                "Give that user the right to order for customers in the Service Panel.",
            )
        case Missing():
            return wrong(
                PERMISSION,
                f"There is no service {service} at this address.",
                "Set THREEYOURMIND_SERVICE_ID to the id that the admin panel shows for the "
                "fulfillment partner.",
            )
        case _:
            return wrong(
                DESK,
                f"It answers, but not as its API does ({error.detail}).",
                "Check THREEYOURMIND_URL: it is the address of the instance, without a path.",
            )


def _seen(desk: Desk) -> str:
    if desk.abilities.chooses_customer:
        desk.customers("")
        return "the customers of the service are seen"
    desk.account()
    return "the account's own profile is seen"


def _listed(desk: Desk, source: Source, about: str, noun: str) -> Verdict:
    try:
        found = desk.choices(source)
    except DeskError as error:
        return wrong(about, f"The list does not come ({error.detail}).", "Run this again.")
    if found:
        return fine(about, f"{len(found)} to choose from")
    return wrong(
        about, f"The service has no {noun}.", f"Add a {noun} to the service in the admin panel."
    )


def _currency(transport: Transport, currency: str) -> Verdict:
    try:
        known = transport.get("currencies/")
    except DeskError:
        return warning(
            CURRENCY,
            "3YOURMIND does not tell its currencies.",
            f"Make sure that the service uses {currency}.",
        )
    if isinstance(known, list) and currency not in known:
        return wrong(
            CURRENCY,
            f"3YOURMIND knows no {currency}.",
            f"Set CURRENCY to the currency of the service, one of {', '.join(map(str, known))}.",
        )
    return fine(CURRENCY, f"3YOURMIND knows {currency}")
