from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, complaints, is_loopback

REQUIRED = {
    "SLACK_BOT_TOKEN": "xoxb-from-the-environment",
    "SLACK_APP_TOKEN": "xapp-from-the-environment",
    "THREEYOURMIND_URL": "https://print.example",
    "THREEYOURMIND_TOKEN": "desk-token",
    "THREEYOURMIND_SERVICE_ID": "7",
}


class Environment:
    """The environment of a process that has nothing but what a test sets."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        for name in Settings.model_fields:
            patch.delenv(name.upper(), raising=False)

    def settings(self, **names: str | None) -> Settings:
        """Read the settings with the required names set; `None` leaves one of them out."""
        for name, value in (REQUIRED | names).items():
            if value is not None:
                self._patch.setenv(name, value)
        return Settings()

    def complaints(self, **names: str | None) -> list[str]:
        with pytest.raises(ValidationError) as refused:
            self.settings(**names)
        return complaints(refused.value)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Environment:
    monkeypatch.chdir(tmp_path)
    return Environment(monkeypatch)


def test_five_names_are_enough(environment: Environment) -> None:
    settings = environment.settings()

    assert "xoxb-from-the-environment" == settings.slack_bot_token.get_secret_value()
    assert (7, "service", "EUR", "mm") == (
        settings.threeyourmind_service_id,
        settings.threeyourmind_panel,
        settings.currency,
        settings.default_unit,
    )
    assert (Path("var"), "https://slack.com/api/") == (settings.data_dir, settings.slack_api_url)
    assert ("files.slack.com", "slack-files.com") == settings.slack_file_hosts
    assert ("INFO", "text", 1100) == (
        settings.log_level,
        settings.log_format,
        settings.max_file_mb,
    )


def test_every_name_of_the_environment_is_read(environment: Environment) -> None:
    settings = environment.settings(
        SLACK_APP_TOKEN=None,
        SLACK_SIGNING_SECRET="signing-secret",
        PORT="8080",
        DATA_DIR="/srv/printdesk",
        TAX_RATE="0.19",
        CURRENCY="USD",
        DEFAULT_UNIT="inch",
        MAX_FILE_MB="200",
        MAX_TRANSFERS="4",
        STALL_SECONDS="90",
        ANALYSIS_SOONEST="0.2",
        LOG_LEVEL="DEBUG",
        LOG_FORMAT="json",
    )

    assert settings.slack_app_token is None
    assert (8080, Path("/srv/printdesk")) == (settings.port, settings.data_dir)
    assert (Decimal("0.19"), "USD") == (settings.tax_rate, settings.currency)
    assert ("inch", 200) == (settings.default_unit, settings.max_file_mb)
    assert (4, 90) == (settings.max_transfers, settings.stall_seconds)
    assert 0.2 == settings.analysis_soonest
    assert ("DEBUG", "json") == (settings.log_level, settings.log_format)


def test_a_file_named_env_is_read_too(environment: Environment, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TAX_RATE=0.07\nSOMETHING_ELSE=1\n")

    assert Decimal("0.07") == environment.settings().tax_rate


def test_names_in_lists_are_separated_by_commas(environment: Environment) -> None:
    settings = environment.settings(
        ORDER_CHANNELS="C1, C2 ,,", FILE_EXTENSIONS="stl,3mf", SLACK_FILE_HOSTS="127.0.0.1"
    )

    assert ("C1", "C2") == settings.order_channels
    assert ("stl", "3mf") == settings.file_extensions
    assert ("127.0.0.1",) == settings.slack_file_hosts


def test_an_empty_name_counts_as_not_set(environment: Environment) -> None:
    settings = environment.settings(
        SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="signing-secret", ORDER_CHANNELS="", PORT=""
    )

    assert settings.slack_app_token is None
    assert ((), 3000) == (settings.order_channels, settings.port)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://print.example", "https://print.example/"),
        ("https://print.example/sub//", "https://print.example/sub/"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("http://localhost/", "http://localhost/"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
    ],
)
def test_addresses_end_with_one_slash(environment: Environment, given: str, kept: str) -> None:
    assert kept == environment.settings(THREEYOURMIND_URL=given).threeyourmind_url


@pytest.mark.parametrize(
    "address",
    [
        "http://print.example",
        "http://10.0.0.1",
        "http://127.0.0.1.print.example",
        "ftp://print.example",
        "print.example",
        "https://",
        "https:///api",
        "",
    ],
)
def test_plain_http_is_for_this_machine_only(environment: Environment, address: str) -> None:
    (complaint,) = environment.complaints(THREEYOURMIND_URL=address, SLACK_API_URL=None)

    assert complaint.startswith("THREEYOURMIND_URL: ")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_is_known_by_its_addresses(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [None, "", "localhost.example", "10.0.0.1", "0.0.0.0"])  # noqa: S104 - nothing listens here
def test_other_machines_are_not_this_machine(host: str | None) -> None:
    assert not is_loopback(host)


def test_orders_are_watched_and_drafts_kept_for_whole_days(environment: Environment) -> None:
    settings = environment.settings(WATCH_DAYS="30", DRAFT_DAYS="7")
    complaints = environment.complaints(WATCH_DAYS="0", DRAFT_DAYS="a week", WATCH_SOONEST="-1")

    assert (30, 7, 60.0) == (settings.watch_days, settings.draft_days, settings.watch_soonest)
    assert ["DRAFT_DAYS", "WATCH_DAYS", "WATCH_SOONEST"] == [
        complaint.partition(":")[0] for complaint in complaints
    ]


def test_one_way_in_is_needed(environment: Environment) -> None:
    (complaint,) = environment.complaints(SLACK_APP_TOKEN=None)

    assert "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)" in complaint


def test_everything_wrong_is_said_at_once_and_without_the_values(
    environment: Environment,
) -> None:
    found = environment.complaints(
        SLACK_BOT_TOKEN=None,
        THREEYOURMIND_SERVICE_ID="desk-token",
        THREEYOURMIND_PANEL="desk-token",
        TAX_RATE="1.5",
        CURRENCY="euro-secret",
        LOG_LEVEL="secret-level",
        PORT="70000",
    )

    assert {
        "SLACK_BOT_TOKEN",
        "THREEYOURMIND_SERVICE_ID",
        "THREEYOURMIND_PANEL",
        "TAX_RATE",
        "CURRENCY",
        "LOG_LEVEL",
        "PORT",
    } == {complaint.split(":")[0] for complaint in found}
    assert not any(word in "".join(found) for word in ("desk-token", "secret", "70000", "1.5"))


def test_the_user_panel_and_the_older_path_for_files_can_be_chosen(
    environment: Environment,
) -> None:
    assert "files/" == environment.settings().threeyourmind_upload_path
    settings = environment.settings(
        THREEYOURMIND_PANEL="user", THREEYOURMIND_UPLOAD_PATH="/upload/"
    )

    assert ("user", "/upload/") == (
        settings.threeyourmind_panel,
        settings.threeyourmind_upload_path,
    )


@pytest.mark.parametrize("path", ["upload", "//evil.example/", "https://evil.example/", "a b/"])
def test_files_go_to_no_other_host(environment: Environment, path: str) -> None:
    (complaint,) = environment.complaints(THREEYOURMIND_UPLOAD_PATH=path)

    assert complaint.startswith("THREEYOURMIND_UPLOAD_PATH: ")


def test_settings_show_no_secrets(environment: Environment) -> None:
    shown = repr(environment.settings(SLACK_SIGNING_SECRET="signing-secret"))

    assert not any(
        word in shown for word in ("from-the-environment", "desk-token", "signing-secret")
    )


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_database_is_named_by_its_address(environment: Environment, scheme: str) -> None:
    settings = environment.settings(DATABASE_URL=f"{scheme}://me:hidden@db.example/orders")

    assert settings.database_url is not None
    assert "postgresql://me:hidden@db.example/orders" == settings.database_url.get_secret_value()
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize("url", ["mysql://me:secret@db/orders", "orders.sqlite", "postgresql:me"])
def test_no_other_database_is_taken(environment: Environment, url: str) -> None:
    (said,) = environment.complaints(DATABASE_URL=url)

    assert said.startswith("DATABASE_URL: ")
    assert "secret" not in said


def test_without_a_database_everything_is_in_the_folder(environment: Environment) -> None:
    assert environment.settings().database_url is None
