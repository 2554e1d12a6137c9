"""Slack's published rules for an app's manifest, as far as ours says something.

Not the published file itself, but its rules in our words, for every section that the manifest has.
A section that is not written down here is refused, so that it has to be written down first.

Source: github.com/slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json, as of commit
085a10465ae92ca3215ab53c6bfab7768941fd50.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://", max_length=3500)]
Word = Annotated[str, StringConstraints(max_length=50)]


class Section(BaseModel):
    """Takes what it has a field for, of the very type, and nothing else."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Metadata(Section):
    major_version: int | None = None
    minor_version: int | None = None


class DisplayInformation(Section):
    name: str = Field(min_length=1, max_length=35)
    description: str | None = Field(None, min_length=1, max_length=140)
    background_color: str | None = Field(None, pattern="^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$")
    long_description: str | None = Field(None, min_length=175, max_length=4000)


class AppHome(Section):
    home_tab_enabled: bool | None = None
    messages_tab_enabled: bool | None = None
    messages_tab_read_only_enabled: bool | None = None


class BotUser(Section):
    display_name: str = Field(min_length=1, max_length=80)
    always_online: bool | None = None


class Shortcut(Section):
    name: str = Field(min_length=1, max_length=24)
    type: Literal["message", "global"]
    callback_id: Id
    description: str = Field(min_length=1, max_length=150)


class SlashCommand(Section):
    command: str = Field(pattern="^/", min_length=2, max_length=32)
    url: str | None = Field(None, pattern=r"^https?://", max_length=3000)
    description: str = Field(min_length=1, max_length=2000)
    usage_hint: str | None = Field(None, min_length=1, max_length=1000)
    should_escape: bool | None = None


class Features(Section):
    app_home: AppHome | None = None
    bot_user: BotUser | None = None
    shortcuts: list[Shortcut] | None = Field(None, min_length=1, max_length=10)
    slash_commands: list[SlashCommand] | None = Field(None, min_length=1, max_length=50)


class Scopes(Section):
    bot: list[Word] | None = Field(None, max_length=255)


class OAuth(Section):
    scopes: Scopes | None = None


class EventSubscriptions(Section):
    request_url: Address | None = None
    bot_events: list[Word] | None = Field(None, max_length=100)


class Interactivity(Section):
    is_enabled: bool
    request_url: Address | None = None
    message_menu_options_url: Address | None = None


class Settings(Section):
    event_subscriptions: EventSubscriptions | None = None
    interactivity: Interactivity | None = None
    org_deploy_enabled: bool | None = None
    socket_mode_enabled: bool | None = None
    token_rotation_enabled: bool | None = None


class PublishedManifest(Section):
    """A manifest by the published rules; `model_validate` raises when it is none."""

    metadata: Metadata | None = Field(None, alias="_metadata")
    display_information: DisplayInformation
    features: Features | None = None
    oauth_config: OAuth | None = None
    settings: Settings | None = None
