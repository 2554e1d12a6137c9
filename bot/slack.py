"""Slack's Web API and Bolt, as the bot uses them."""

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.settings import Settings

MOST_WAITS = 4
"""How often a call waits when it is told 429; where many wait at once, some are told so again."""


def web_client(settings: Settings, token: str) -> WebClient:
    """Give a client of Slack's Web API that waits when it is asked to, and repeats nothing else."""
    return WebClient(
        token=token,
        base_url=settings.slack_api_url,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=MOST_WAITS)],
    )


def bolt_app(settings: Settings) -> App:
    """Make the Bolt app: a listener has written down what matters before Slack is acknowledged.

    Raises `slack_bolt.error.BoltError` when Slack does not know the token. Source: `auth.test`.
    """
    return App(
        client=web_client(settings, settings.slack_bot_token.get_secret_value()),
        signing_secret=signing_secret(settings),
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        # Whatever comes to Bolt came through the gate, or by a socket of the bot's own.
        request_verification_enabled=False,
    )


def signing_secret(settings: Settings) -> str | None:
    """Give the secret by which Slack signs its requests, if there is one."""
    secret = settings.slack_signing_secret
    return secret.get_secret_value() if secret else None
