"""What only the person who pressed something sees."""

from slack_bolt import Respond


def whisper(respond: Respond, text: str) -> None:
    """Say something to one person; the message with the button stays as it is."""
    respond(text=text, response_type="ephemeral", replace_original=False)
