"""Slack in, Slack out: what people do becomes events, the record becomes cards and words."""
