"""The local doubles of Slack and 3YOURMIND: what is tried by hand is what is tested."""
