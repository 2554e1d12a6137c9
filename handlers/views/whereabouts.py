"""Where the card of an order is, when that is not where the order was begun; all of it mrkdwn."""


def card_will_be(channel: str) -> str:
    """Say where the card comes to; without a channel it is the conversation with the bot."""
    where = f"in <#{channel}>" if channel else "in your conversation with me"
    return f"📍 This order will be {where}. Type `/order` in a channel to have it there instead."


def card_in_direct_message(channel: str) -> str:
    """Say why the card is not in the channel where the order was started."""
    return (
        f"I am not in <#{channel}>, so this order is here. Drop its files into this thread. "
        "Next time, invite me there first with `/invite @Printdesk`."
    )
