"""Both local doubles side by side, and the settings with which the real bot works against them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bot.sandbox.guard import Guard
from bot.sandbox.serving import Served
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.settings import Settings


@dataclass(frozen=True)
class Stage:
    """A served workspace, a served 3YOURMIND, and where the bot may keep its files."""

    slack: Workspace
    vendor: Local3yourmind
    vendor_url: str
    data_dir: Path
    extra: Mapping[str, str] = field(default_factory=dict)
    """Further settings of the bot."""
    panel: str = "service"
    """By which of its two APIs the bot places orders."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The bot's settings as an environment: only addresses and tokens differ from real ones."""
        installed = self.slack.world.installation
        return {
            **self.extra,
            "SLACK_BOT_TOKEN": installed.bot_token,
            "SLACK_APP_TOKEN": installed.app_token,
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_FILE_HOSTS": "127.0.0.1",
            "THREEYOURMIND_URL": self.vendor_url,
            "THREEYOURMIND_TOKEN": self.vendor.token_for(self.panel),
            "THREEYOURMIND_SERVICE_ID": str(self.vendor.service_id),
            "THREEYOURMIND_PANEL": self.panel,
            "DATA_DIR": str(self.data_dir),
            "TAX_RATE": str(self.vendor.world.tax_rate),
        }

    def settings(self, **changes: object) -> Settings:
        """The same as settings for a bot in this process."""
        given = {name.lower(): value for name, value in self.environment.items()}
        return Settings.model_validate(given | changes)


@contextmanager
def staged(
    slack: Workspace,
    vendor: Local3yourmind,
    data_dir: Path,
    extra: Mapping[str, str] = MappingProxyType({}),
    *,
    panel: str = "service",
) -> Iterator[Stage]:
    """Serve both doubles until the end of the block."""
    with slack.serve(), Served(Guard(vendor.app)) as server:
        yield Stage(slack, vendor, server.url, data_dir, extra, panel)
