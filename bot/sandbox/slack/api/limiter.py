"""Slack's rate limits: requests per minute of a method, messages per second of a channel."""

import math
import time
from dataclasses import dataclass

from bot.sandbox.slack.conditions import Conditions

# requests per minute of each tier, https://docs.slack.dev/apis/web-api/rate-limits
_TIERS = {1: 1, 2: 20, 3: 50, 4: 100}


@dataclass
class _Bucket:
    left: float
    seen: float


class Limiter:
    """Counts requests; each kind has a bucket that refills steadily."""

    def __init__(self, conditions: Conditions) -> None:
        self._conditions = conditions
        self._buckets: dict[str, _Bucket] = {}

    def method(self, name: str, tier: int) -> int:
        """Count a call; give the seconds to wait, 0 when it may pass. Tier 0 has no limit."""
        if tier == 0:
            return 0
        size = _TIERS[tier] * self._conditions.tier_scale
        return self._take(name, size, size / 60)

    def post(self, channel: str) -> int:
        """Count a message into a channel; give the seconds to wait, 0 when it may pass."""
        terms = self._conditions
        return self._take(f"post to {channel}", terms.post_burst, terms.posts_per_second)

    def _take(self, name: str, size: float, per_second: float) -> int:
        now = time.monotonic()
        bucket = self._buckets.setdefault(name, _Bucket(size, now))
        bucket.left = min(size, bucket.left + (now - bucket.seen) * per_second)
        bucket.seen = now
        if bucket.left < 1:
            return max(1, math.ceil((1 - bucket.left) / per_second))
        bucket.left -= 1
        return 0
