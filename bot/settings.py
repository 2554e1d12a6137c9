"""Settings from the environment and `.env`; wrong ones are refused at start, all at once."""

from decimal import Decimal
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Names = Annotated[tuple[str, ...], NoDecode]
TAKE_OVER = 10.0
"""Seconds of silence after which other processes take up the work of one."""
FORMATS = ("stl", "3mf", "obj", "step", "stp", "ply", "wrl", "x3d", "dae", "3ds", "zip")


class Settings(BaseSettings):
    """Everything an operator can set; the names are the environment's, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    slack_bot_token: SecretStr
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    port: int = Field(3000, ge=0, le=65535)
    slack_api_url: str = "https://slack.com/api/"
    slack_file_hosts: Names = ("files.slack.com", "slack-files.com")

    threeyourmind_url: str
    threeyourmind_token: SecretStr
    threeyourmind_service_id: int = Field(gt=0)
    threeyourmind_panel: Literal["service", "user"] = "service"
    threeyourmind_upload_path: str = Field("files/", pattern=r"^/?([\w.-]+/)+$")

    data_dir: Path = Path("var")
    database_url: SecretStr | None = None
    take_over_seconds: float = Field(TAKE_OVER, ge=1, le=300)

    order_channels: Names = ()
    order_usergroups: Names = ()
    order_users: Names = ()
    oncall_usergroups: Names = ()
    oncall_channel: str = ""
    admin_usergroups: Names = ()
    admin_users: Names = ()
    allow_guests: bool = False
    shared_channels: Names = ()

    draft_days: int = Field(14, gt=0)
    watch_days: int = Field(60, gt=0)
    keep_days: int = Field(0, ge=0)
    watch_soonest: float = Field(60.0, gt=0)
    watch_rarest: float = Field(14_400.0, gt=0)

    currency: str = Field("EUR", pattern=r"^[A-Z]{3}$")
    tax_rate: Decimal = Field(Decimal(0), ge=0, lt=1)
    default_unit: Literal["mm", "inch"] = "mm"
    file_extensions: Names = FORMATS
    max_file_mb: int = Field(1100, gt=0)
    """Above what Slack takes, which is 1 GB, whichever GB that is."""
    preview_mb: int = Field(512, gt=0)
    max_transfers: int = Field(2, gt=0)
    stall_seconds: float = Field(60.0, gt=0)
    analysis_soonest: float = Field(1.0, gt=0, le=1)

    metrics: bool = False
    metrics_port: int | None = Field(None, ge=0, le=65535)
    metrics_host: str = "127.0.0.1"
    traces_url: str = Field("", pattern=r"^(https?://\S+)?$")

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator(
        "slack_file_hosts",
        "order_channels",
        "order_usergroups",
        "order_users",
        "oncall_usergroups",
        "admin_usergroups",
        "admin_users",
        "shared_channels",
        "file_extensions",
        mode="before",
    )
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("threeyourmind_url", "slack_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        by_http = parts.scheme == "http" and is_loopback(parts.hostname)
        if by_http or (parts.scheme == "https" and parts.hostname):
            return value.rstrip("/") + "/"
        msg = "must be an https:// address (http:// only for this machine itself)"
        raise ValueError(msg)

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        """Take what hosting companies call it, too: the libraries know one spelling in common."""
        if value is None:
            return None
        scheme, separator, rest = value.get_secret_value().partition("://")
        if scheme in {"postgresql", "postgres"} and separator:
            return SecretStr(f"postgresql://{rest}")
        msg = "must be a postgresql:// address; leave it out to keep everything in DATA_DIR"
        raise ValueError(msg)

    @model_validator(mode="after")
    def _one_way_in(self) -> "Settings":
        if self.slack_app_token is None and self.slack_signing_secret is None:
            msg = "set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)"
            raise ValueError(msg)
        return self


def is_loopback(host: str | None) -> bool:
    """Tell whether a host name or address is this machine itself."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def complaints(error: ValidationError) -> list[str]:
    """Say what is wrong with the settings, a line each, without the values: they may be secrets."""
    return [
        f"{'_'.join(str(part) for part in e['loc']).upper() or 'settings'}: {e['msg']}"
        for e in error.errors(include_input=False, include_url=False)
    ]
