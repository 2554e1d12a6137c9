"""What people see: pure functions from records to Slack's blocks and back."""
