"""The deadlines, rates and retry times by which the workspace holds the bot to Slack's terms."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Conditions:
    """Slack's own numbers unless told otherwise; tests shorten them.

    Times are in seconds. `posts_per_second` counts per channel, with `post_burst` messages free
    at once; `tier_scale` multiplies the requests per minute of every rate limit tier.
    """

    ack_within: float = 3.0
    trigger_life: float = 3.0
    retry_after: tuple[float, ...] = (0.0, 60.0, 300.0)
    response_url_life: float = 1800.0
    posts_per_second: float = 1.0
    post_burst: int = 10
    tier_scale: float = 1.0
