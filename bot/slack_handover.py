"""Files that the bot hands to people, in their conversations with it."""

from dataclasses import dataclass
from typing import BinaryIO

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_uploads import SlackUploads, Upload, UploadFailed
from state.handover import NotHandedOver


@dataclass(frozen=True, slots=True)
class SlackHandover:
    """The `Handover` port, on Slack's uploads. Source: `conversations.open`."""

    client: WebClient
    uploads: SlackUploads

    def give(self, file: BinaryIO, name: str, to: str, words: str) -> None:
        """Put the file into the person's conversation with the bot."""
        size = file.seek(0, 2)
        file.seek(0)
        try:
            channel = str(self.client.conversations_open(users=to)["channel"]["id"])
            self.uploads.put(Upload(name, file, size), channel, words)
        except UploadFailed as failed:
            raise NotHandedOver(str(failed)) from None
        except SlackApiError as error:
            raise NotHandedOver(f"Slack says {error.response['error']}") from None
        except OSError as error:
            raise NotHandedOver(type(error).__name__) from None
