import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.preview import limits
from bot.preview.camera import View, looking_at
from bot.preview.canvas import Canvas
from bot.preview.findings import TooMuchWork
from tests.bot.preview import files
from tests.bot.preview.pixels import Pixels, empty, pixels, red
from tests.bot.preview.shapes import Triangles, ball, box, flipped, joined, without
from tests.bot.preview.studying import look

CUBE = box()


def drawn(triangles: Triangles) -> Pixels:
    picture = look(files.stl(triangles)).picture
    assert picture is not None
    return pixels(picture)


def test_a_picture_has_the_size_that_was_promised() -> None:
    assert (limits.HEIGHT, limits.WIDTH, 3) == drawn(CUBE).shape


def test_the_same_triangles_give_the_same_bytes_in_any_order() -> None:
    part = joined(ball(7), box((3, 40, 2)), box((1, 1, 30)))
    orders = [np.random.default_rng(seed).permutation(len(part)) for seed in (1, 1, 2, 3)]

    assert 1 == len({look(files.stl(part[order])).picture for order in orders})


@pytest.mark.parametrize("sides", [(10, 10, 10), (500, 1, 1), (1, 500, 1), (1, 1, 500), (9, 9, 0)])
def test_the_whole_part_is_in_view_and_fills_it(sides: tuple[float, float, float]) -> None:
    background = empty(drawn(box(sides, at=(1000, -2000, 0))))
    seen = np.argwhere(~background)
    height, width = np.ptp(seen, axis=0)

    assert background[[0, -1]].all()
    assert background[:, [0, -1]].all()
    assert height > 0.8 * limits.HEIGHT or width > 0.8 * limits.WIDTH


@pytest.mark.parametrize("factor", [1e-3, 1, 1e4])
def test_the_picture_does_not_depend_on_the_unit(factor: float) -> None:
    difference = np.abs(drawn(joined(CUBE, ball(8)) * factor) - drawn(joined(CUBE, ball(8))))

    assert difference.mean() < 0.1


def test_inner_sides_are_red_where_they_can_be_seen() -> None:
    assert 0 == red(drawn(CUBE))
    assert 0 == red(drawn(joined(CUBE * 3, flipped(CUBE) + 10)))
    assert red(drawn(flipped(CUBE))) > 50_000


def test_a_hole_shows_the_red_inside() -> None:
    holes = [red(drawn(without(CUBE, number))) for number in range(0, 12, 2)]

    assert 3 == sum(hole > 2000 for hole in holes)


def test_three_sides_of_a_box_are_told_apart_and_parted_by_lines() -> None:
    picture = drawn(CUBE)
    colours, counts = np.unique(picture[~empty(picture)][:, 1] // 16, return_counts=True)
    large = sorted(colours[counts > 5000])

    assert len(large) >= 3
    assert large[-1] > 1.5 * large[0]
    assert picture[:, :, 1].min() < 16 * large[0]


def test_a_part_stands_out_from_its_background() -> None:
    picture = drawn(ball()).sum(axis=2) / 3
    background = empty(drawn(ball()))

    assert 190 < picture[background].mean() < 235
    assert picture[background].mean() - picture[~background].mean() > 40


def test_without_time_there_are_facts_and_no_picture() -> None:
    found = look(files.stl(CUBE), seconds=0)

    assert found.facts is not None
    assert found.picture is None


def test_a_point_has_no_picture() -> None:
    found = look(files.stl(np.zeros((12, 3, 3))))

    assert found.facts is not None
    assert found.picture is None


def test_painting_the_same_pixels_again_and_again_ends() -> None:
    canvas = Canvas(looking_at(View(np.zeros(3), np.full(3, 20.0))), 60, 3_000_000)
    chunk = np.repeat(CUBE - 5, 40, axis=0).transpose(1, 2, 0).astype(np.float32)

    with pytest.raises(TooMuchWork):
        canvas.draw(chunk)


def test_what_is_out_of_view_is_not_drawn() -> None:
    canvas = Canvas(looking_at(View(np.zeros(3), np.full(3, 1.0))), 60, 3_000_000)
    for shift in ((900, 0, 0), (-900, 0, 0), (0, 0, 900), (0, 0, -900)):
        canvas.draw((CUBE + np.array(shift)).transpose(1, 2, 0).astype(np.float32))

    assert not canvas.buffer.any()


numbers = st.floats(-limits.REACH, limits.REACH, width=32) | st.sampled_from([0.0, 1.0, 1e-30])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(*[numbers] * 9), min_size=1, max_size=20))
def test_any_triangles_can_be_looked_at(rows: list[tuple[float, ...]]) -> None:
    found = look(files.stl(np.array(rows).reshape(-1, 3, 3)))

    assert found.facts is not None
    assert found.facts.size is not None
    assert (max(found.facts.size) > limits.SPECK) == (found.picture is not None)
