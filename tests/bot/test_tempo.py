from bot.tempo import Tempo


def test_nobody_waits_longer_than_a_second_and_a_half_for_3yourmind() -> None:
    assert 1.5 == Tempo().patience.deadline
