import pytest

from bot.pulse import Beat, Pulse

LIMIT = 20.0


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pulse(clock: Clock) -> Pulse:
    return Pulse(LIMIT, clock)


def test_nothing_lives_before_there_is_a_socket(pulse: Pulse) -> None:
    assert Beat(alive=False, silence=0, reconnects=0) == pulse.beat()
    assert not pulse.look(None, None, is_open=False).alive


def test_a_socket_that_was_just_opened_lives(pulse: Pulse, clock: Clock) -> None:
    clock.now += 50

    assert Beat(alive=True, silence=0, reconnects=0) == pulse.look("a", None, is_open=True)


def test_an_open_socket_on_which_nothing_was_ever_heard_is_dead(pulse: Pulse, clock: Clock) -> None:
    pulse.look("a", None, is_open=True)
    clock.now += LIMIT

    assert Beat(alive=False, silence=LIMIT, reconnects=0) == pulse.look("a", None, is_open=True)


@pytest.mark.parametrize("pongs", [(1.0, 2.0), (None, 1.0)])
def test_an_answer_to_a_ping_is_a_sign_of_life(
    pulse: Pulse, clock: Clock, pongs: tuple[float | None, float]
) -> None:
    pulse.look("a", pongs[0], is_open=True)
    clock.now += LIMIT - 1
    pulse.look("a", pongs[1], is_open=True)
    clock.now += LIMIT - 1

    assert pulse.look("a", pongs[1], is_open=True).alive
    clock.now += 1
    assert not pulse.look("a", pongs[1], is_open=True).alive


def test_a_message_is_a_sign_of_life(pulse: Pulse, clock: Clock) -> None:
    pulse.look("a", 1.0, is_open=True)
    clock.now += LIMIT - 1
    pulse.hear()
    clock.now += LIMIT - 1

    assert LIMIT - 1 == pulse.look("a", 1.0, is_open=True).silence
    assert pulse.beat().alive


def test_a_closed_socket_is_dead_at_once(pulse: Pulse) -> None:
    pulse.look("a", 1.0, is_open=True)

    assert not pulse.look("a", 1.0, is_open=False).alive
    assert not pulse.beat().alive


def test_each_further_socket_is_counted(pulse: Pulse) -> None:
    for session in ("a", "a", "b", "c", "c"):
        pulse.look(session, None, is_open=True)

    assert 2 == pulse.beat().reconnects
