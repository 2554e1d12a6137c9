"""A local Slack workspace: the real bot talks to it over HTTP and WebSocket, people act on it."""
