from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.engine import Queue
from bot.observing.figures import Figures
from bot.observing.meters import Meters
from bot.pulse import Pulse
from state.store import StoreFailed


def no_database() -> Mapping[str, int]:
    raise StoreFailed("state.sqlite", "disk I/O error")


SEEN = Figures(
    orders=lambda: {"placed": 3, "failed": 0},
    queues=lambda: {"keep": Queue(2, 1.5)},
    lag=lambda: 42.0,
    is_ready=lambda: True,
    pulse=None,
)


def page(figures: Figures) -> list[str]:
    meters = Meters()
    meters.look_at(figures)
    return meters.page().decode().splitlines()


def test_everything_is_told_as_it_is_at_that_moment() -> None:
    lines = page(SEEN)

    assert 'printdesk_orders{phase="placed"} 3.0' in lines
    assert 'printdesk_orders{phase="failed"} 0.0' in lines
    assert 'printdesk_queue_depth{run="keep"} 2.0' in lines
    assert 'printdesk_queue_age_seconds{run="keep"} 1.5' in lines
    assert "printdesk_watch_lag_seconds 42.0" in lines
    assert "printdesk_ready 1.0" in lines
    assert [] == [line for line in lines if "printdesk_slack_connected" in line]


def test_what_cannot_be_seen_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    lines = page(replace(SEEN, orders=no_database))

    assert [] == [line for line in lines if "printdesk_orders" in line]
    assert "printdesk_ready 1.0" in lines
    assert ["metrics lack something: StoreFailed"] == caplog.messages


def test_a_bot_with_a_socket_tells_whether_it_lives() -> None:
    pulse = Pulse(20.0)
    for session in ("a", "b"):
        pulse.look(session, None, is_open=True)
    lines = page(replace(SEEN, pulse=pulse))

    assert "printdesk_slack_connected 1.0" in lines
    assert "printdesk_slack_reconnects_total 1.0" in lines
    (silence,) = (line for line in lines if line.startswith("printdesk_slack_silence_seconds "))
    assert 0 <= float(silence.split()[1]) < 20
