"""Everything that can be made to go wrong in the sandbox."""

from collections.abc import Iterator
from functools import partial

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.page.levers import Failure, Killed, Push, Trap
from bot.sandbox.slack.faults import ApiFault, DeliveryFault, DownloadFault
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.threeyourmind.faults import (
    AnalysisFails,
    Drop,
    Moment,
    QuantityEcho,
    Slow,
    html_page,
    server_error,
    too_many_requests,
)
from bot.sandbox.threeyourmind.switches import Switches

VENDOR = (
    ("slow", Slow(4.0), "3YOURMIND is slow", "Every answer takes four seconds."),
    ("down", server_error(), "3YOURMIND is down", "Every request is answered with 503."),
    (
        "unreachable",
        Drop(Moment.BEFORE),
        "3YOURMIND cannot be reached",
        "Every connection breaks before anything is done.",
    ),
    (
        "busy",
        too_many_requests(2),
        "3YOURMIND is busy",
        "Every request is answered with 429: try again in two seconds.",
    ),
    (
        "page",
        html_page(502),
        "A page instead of an answer",
        "A proxy answers every request with 502 and HTML.",
    ),
    (
        "analysis",
        AnalysisFails(),
        "The analysis fails",
        "Every file that comes now turns out broken, whatever is in it.",
    ),
    (
        "quantity",
        QuantityEcho(7),
        "Another quantity",
        "3YOURMIND says it took seven pieces, however many were asked for.",
    ),
)
VENDOR_ONCE = (
    (
        "order-lost",
        "*/orders/",
        Moment.AFTER,
        "Lost answer after the order",
        "The next order is placed, but the connection breaks before the bot hears of it.",
    ),
    (
        "order-vanishes",
        "*/orders/",
        Moment.BEFORE,
        "The order is lost on its way",
        "The next order never arrives; after five minutes of looking the bot asks a person.",
    ),
    (
        "upload-lost",
        "*/files/",
        Moment.AFTER,
        "Lost answer after an upload",
        "The next file arrives, but the connection breaks before the bot hears of it.",
    ),
)
API = (
    ("slow", ApiFault(wait=2.0), "Slack is slow", "Every call takes two seconds."),
    ("down", ApiFault(status=503), "Slack is down", "Every call is answered with 503."),
    (
        "busy",
        ApiFault(status=429, error="ratelimited", retry_after=2),
        "Too many calls",
        "Every call is answered with 429: try again in two seconds.",
    ),
)
DOWNLOADS = (
    (
        "sign-in",
        DownloadFault.SIGN_IN_PAGE,
        "A sign-in page instead of the file",
        "Every download is a page of HTML, as without the right to read files.",
    ),
    ("missing", DownloadFault.MISSING, "Files are missing", "Every download ends with 404."),
    (
        "truncated",
        DownloadFault.TRUNCATED,
        "Files break off",
        "Every download ends after half of the file.",
    ),
    (
        "stalled",
        DownloadFault.STALLED,
        "Files stall",
        "Every download stops after half of the file, and the connection stays open.",
    ),
    (
        "slow",
        DownloadFault.SLOW,
        "Files come slowly",
        "Every download takes five seconds, a little at a time.",
    ),
)


def vendor_failures(switches: Switches) -> Iterator[Failure]:
    """Give what can go wrong at 3YOURMIND."""
    for name, fault, title, why in VENDOR:
        yield Failure(f"vendor-{name}", "3YOURMIND", title, why, Trap(partial(switches.on, fault)))
    for name, path, moment, title, why in VENDOR_ONCE:
        lost = partial(switches.on, Drop(moment), method="POST", path=path, times=1)
        yield Failure(f"vendor-{name}", "3YOURMIND", title, why, Trap(lost), is_once=True)


def slack_failures(slack: Workspace) -> Iterator[Failure]:
    """Give what can go wrong at Slack or on the way from there."""
    call, download = slack.faults.api.add, slack.faults.download.add
    for name, fault, title, why in API:
        yield Failure(f"slack-{name}", "Slack", title, why, Trap(partial(call, fault, times=None)))
    yield Failure(
        "slack-message-lost",
        "Slack",
        "Lost answer after a message",
        "The next message appears, but the connection breaks before the bot hears of it.",
        Trap(partial(call, ApiFault(lost=True), name="chat.postMessage")),
        is_once=True,
    )
    for name, kind, title, why in DOWNLOADS:
        lever = Trap(partial(download, kind, times=None))
        yield Failure(f"slack-file-{name}", "Slack", title, why, lever)
    yield from _delivery_failures(slack)


def _delivery_failures(slack: Workspace) -> Iterator[Failure]:
    add = slack.faults.delivery.add
    yield Failure(
        "slack-twice",
        "Slack",
        "Everything comes twice",
        "Slack delivers every event, command and click a second time.",
        Trap(partial(add, DeliveryFault.DUPLICATE, times=None)),
    )
    yield Failure(
        "slack-lost",
        "Slack",
        "The next click is lost",
        "Of the next command, click or form the bot never hears.",
        Trap(partial(slack.faults.click.add, DeliveryFault.LOST)),
        is_once=True,
    )
    yield Failure(
        "socket-drop",
        "Slack",
        "The connection breaks",
        "Slack drops the bot's connection now; the bot has to come back by itself.",
        Push(slack.drop_sockets),
        is_once=True,
    )
    yield Failure(
        "socket-silent",
        "Slack",
        "The connection falls silent",
        "It stays open, but nothing comes or goes on it; the bot has to notice within 20 seconds.",
        Push(slack.silence_sockets),
        is_once=True,
    )


def bot_failures(bot: BotProcess) -> Iterator[Failure]:
    """Give what can happen to the bot itself."""
    yield Failure(
        "bot-killed",
        "bot",
        "The bot is killed",
        "It dies at once, in the midst of whatever it does; turned off, it starts again.",
        Killed(bot),
    )
    yield Failure(
        "bot-restart",
        "bot",
        "The bot is restarted",
        "It is killed and starts again at once.",
        Push(bot.start),
        is_once=True,
    )
