"""How an attempt of a person can end, other than well."""


class NotOnScreen(AssertionError):
    """What a person looked for is not there; the message shows what is."""


class NotAllowed(Exception):
    """Slack's client does not let this person do that."""


class BotMistake(AssertionError):
    """The bot answered an interaction in a way Slack rejects; the person sees it fail."""
