"""The variables by which `tests.torture.program` is told how its bot differs from the usual one."""

SETTLE = "SETTLE"
"""For how many seconds an order is looked for whose answer was lost."""
FRESH = "FRESH"
"""For how many seconds a list of choices is kept."""
CLOCK = "CLOCK"
"""A file with the seconds by which the clock is ahead."""
