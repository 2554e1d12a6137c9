"""The running program: its wiring, and every adapter to the outside."""
