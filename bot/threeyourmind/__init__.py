"""The adapter to 3YOURMIND: its API on one side, the order desk of `state.ports` on the other."""
