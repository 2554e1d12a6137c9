"""The part of Slack's Web API that a bot like this one needs."""
