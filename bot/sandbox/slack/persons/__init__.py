"""People at their Slack clients: what they see, and what they can do."""
