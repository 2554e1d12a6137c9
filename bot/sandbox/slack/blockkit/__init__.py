"""The rules of Block Kit, as pure functions."""
