"""What went wrong or happened meanwhile, in words; all of it mrkdwn that is ready to be shown."""

import re

from handlers.views.text import code, counted, inert, listed, mention, when
from state.order import Order
from state.phase import Cancelled, Collecting, Expired, Failed, NeedsHuman, Placed, Placing
from state.problems import Problem

SOMETHING = "Something did not work. Nothing is lost: please try again in a few minutes."
START_ANOTHER = "Start another with `/order`."
UNSETTLED = (
    "Nobody knows yet whether this order was placed. "
    "Please settle that with the buttons on its card first."
)
CHECKING = (
    "The order was sent, but no clear answer came back. I am looking whether it arrived. "
    "Please do not place it anywhere else meanwhile."
)
NOT_CHECKED = "Known once 3YOURMIND has checked the file of this part."
NOT_KNOWN = (
    "I know of no order to which this belongs, so I did nothing. It may have been over for so long "
    "that I no longer keep it; 3YOURMIND still has it if it was placed. Please begin anew with "
    "`/order`, or look with `/order-status`."
)
SLOW_DOWN = (
    "That is more at once than I can do for one person, so I left some of it undone. "
    "Nothing is lost: please go on in ten seconds."
)
NOTHING_HERE = "Nothing is known here. Please close this form and begin anew."
MOST_FIELDS = 5
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EXPLAINED = {
    "unreachable": (
        "3YOURMIND could not be reached, or did not answer in time. "
        "Nothing is lost: please try again in a few minutes."
    ),
    "slow": "3YOURMIND is slow at the moment. Please open the list again in a few seconds.",
    "busy": (
        "3YOURMIND has too much to do at the moment. "
        "Nothing is lost: please try again in a minute or two."
    ),
    "not_permitted": (
        "3YOURMIND does not let me do this. Please tell whoever runs Printdesk that its access to "
        "3YOURMIND has to be checked. The order is kept, so you can try again afterwards."
    ),
    "unknown_token": (
        "3YOURMIND does not know me any more. Please tell whoever runs Printdesk that its access "
        "to 3YOURMIND has to be renewed. The order is kept, so you can try again afterwards."
    ),
    "missing": (
        "Something that this order needs is no longer there at 3YOURMIND, such as an address or a "
        "material. Please choose it again with *Edit*, then try again."
    ),
    "broken": (
        "3YOURMIND gave an answer that makes no sense to me; it may be under maintenance. "
        "Nothing is lost: please try again in a few minutes."
    ),
    "disagreed": (
        "3YOURMIND noted something else than I asked for, such as another quantity, so I stopped. "
        "Please check the order and try again. If it happens again, tell whoever runs Printdesk."
    ),
    "started_over": (
        "3YOURMIND no longer had what was prepared for this order, so I prepare it afresh and send "
        "the files again. Nothing was ordered: please try again when every part is ready."
    ),
    "other_desk": (
        "This order was begun while I worked with 3YOURMIND in another way, so I cannot go on "
        "with it. Nothing was ordered. Please cancel it and start another with `/order`."
    ),
    "analysis_failed": (
        "3YOURMIND has the file but cannot use it as a 3D model. "
        "Please repair the model, drop it into the thread, and remove this one from the order."
    ),
    "analysis_slow": (
        "3YOURMIND did not finish checking the file in the usual time. Please try again later, "
        "or remove it and drop a simpler model into the thread."
    ),
    "not_a_part": (
        "It does not look like a 3D model, going by its name and content. "
        "Please export it as STL, 3MF, OBJ or STEP and drop that into the thread."
    ),
    "empty_file": "The file is empty. Please export it again and drop it into the thread.",
    "gone": (
        "The file is no longer in Slack: somebody deleted it. "
        "Please drop it into the thread once more."
    ),
    "hidden": (
        "Slack hides the file, since this workspace has more than its plan allows. "
        "Please drop it into the thread once more."
    ),
    "withheld": (
        "The file belongs to another workspace, which does not hand it out to me. "
        "Please download it and drop it into the thread yourself."
    ),
    "external": (
        "It is only a link: a cloud service keeps the file, and I never fetch files from outside "
        "Slack. Please download it there and drop it into the thread."
    ),
    "remote": (
        "It is only a link: another app keeps the file, and I never fetch files from outside "
        "Slack. Please save it from that app and drop it into the thread."
    ),
    "astray": (
        "Slack sent me to another place for the file, and I never fetch files from outside Slack. "
        "Please drop it into the thread once more. If it happens again, tell whoever runs "
        "Printdesk."
    ),
    "sign_in_page": (
        "Slack did not let me read the file. Please tell whoever runs Printdesk that it needs the "
        "permission `files:read`, then try again."
    ),
    "cut_short": (
        "The file did not come out of Slack completely. Please try again; "
        "if that does not help, drop it into the thread once more."
    ),
    "slack_away": (
        "Slack did not hand out the file in time. "
        "Nothing is lost: please try again in a few minutes."
    ),
}


def explain(problem: Problem) -> str:
    """Say what went wrong, what it means and what to do; a general sentence for unknown causes."""
    match problem.cause:
        case "unexpected":
            words = apology(problem.detail)
        case "refused":
            words = _refused(problem)
        case "misnamed":
            words = _misnamed(problem)
        case "too_large":
            words = _too_large(problem)
        case "too_many":
            words = _too_many(problem)
        case "not_offered":
            words = _not_offered(problem)
        case "price_changed":
            words = _price_changed(problem)
        case cause:
            words = _EXPLAINED.get(cause, SOMETHING)
    return words


def what_happened(order: Order) -> str:
    """Say why a button or a file came too late: how the order stands now."""
    match order.phase:
        case Placed(number=number, at=at, by=by):
            placed = f"{mention(by)} placed this order {when(at)}: *{inert(number, 60)}*."
            words = f"{placed} {START_ANOTHER}"
        case Placing():
            words = "This order is being placed right now, so it cannot be changed any more."
        case NeedsHuman():
            words = UNSETTLED
        case Cancelled(by=by, at=at):
            words = f"{mention(by)} cancelled this order {when(at)}. {START_ANOTHER}"
        case Expired(at=at):
            words = (
                f"Nobody touched this order for long, so I closed it {when(at)}. {START_ANOTHER}"
            )
        case Collecting() | Failed():
            words = "This order has changed meanwhile. Please have another look at its card."
    return words


def looked_for(phase: NeedsHuman) -> str:
    """Say what was done to find out whether the order was placed, and until when."""
    if not phase.looks:
        return f"Until {when(phase.since)} 3YOURMIND did not even answer whether it has the order."
    return (
        f"Until {when(phase.since)} I asked 3YOURMIND {counted(phase.looks, 'time')} for an order "
        "with our id in its reference; each time it had none, which proves nothing yet."
    )


def apology(reference: str) -> str:
    """Say that something unexpected went wrong; the reference is also in the log."""
    return (
        "Sorry, something went wrong on my side. Please try again; if it happens again, "
        f"tell whoever runs Printdesk and mention {code(reference)}."
    )


def _misnamed(problem: Problem) -> str:
    like = f"a {code(f'.{problem.detail}', 20)} file" if problem.detail else "a 3D model"
    return (
        f"It is named like {like}, but what is in it is something else. "
        "Please export it as STL, 3MF, OBJ or STEP and drop that into the thread."
    )


def _too_large(problem: Problem) -> str:
    limit = f"{inert(problem.detail, 20)} MB" if problem.detail else "what I can take"
    return f"The file is larger than {limit}. Please drop a smaller version into the thread."


def _too_many(problem: Problem) -> str:
    most = f", which are {inert(problem.detail, 20)}" if problem.detail else ""
    return (
        f"The order has as many parts as one can have{most}. "
        "Please put the file into another order: `/order` starts one."
    )


def _not_offered(problem: Problem) -> str:
    part = code(problem.detail, 60) if problem.detail else "One of the parts"
    return (
        f"{part} cannot be made of its material here, or not as it was asked for: it may be too "
        "large or too thin. Please choose something else with *Edit part*."
    )


def _price_changed(problem: Problem) -> str:
    change = f" from {inert(problem.detail, 60)}" if problem.detail else ""
    return (
        f"The total changed{change} at 3YOURMIND, so nothing was ordered. "
        "Please look at the card and press *Try again* when the new total is right."
    )


def _refused(problem: Problem) -> str:
    said = [
        f"{_in_words(name)}{_quoted(' '.join(messages), 200)}"
        for name, messages in problem.fields.items()
    ]
    if problem.detail:
        said.insert(0, _quoted(problem.detail, 300))
    reason = f" It says: {listed(said, MOST_FIELDS)}." if said else ""
    return f"3YOURMIND did not accept this.{reason} Please correct it and try again."


def _quoted(message: str, limit: int) -> str:
    return f"“{inert(message, limit).removesuffix('.')}”"


def _in_words(name: str) -> str:
    """Give `Billing address: ` for `order.billingAddressId`; nothing for a message about all."""
    last = next((word for word in reversed(name.split(".")) if not word.isdigit()), "")
    words = _HUMP.sub(" ", last.replace("_", " ")).lower().removesuffix(" id").strip()
    if words in {"", "detail", "non field errors"}:
        return ""
    return f"{inert(words.capitalize(), 60)}: "
