"""What an order is and what may happen to it; knows no Slack, no HTTP and no vendor."""
