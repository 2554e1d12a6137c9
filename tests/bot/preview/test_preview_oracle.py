"""Facts against those of trimesh, which was written by others, for random solids."""

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from state.facts import Facts, Finding, Oddity
from tests.bot.preview import files
from tests.bot.preview.shapes import Triangles, ball, box, flipped, joined, without
from tests.bot.preview.studying import facts

sides = st.integers(1, 400).map(lambda quarters: quarters / 4)
places = st.tuples(*[st.integers(-3, 3).map(lambda step: step * 250.0)] * 3)
far = st.sampled_from([(0.0, 0.0, 0.0), (1000.0, -1000.0, 500.0)])


@st.composite
def solids(draw: st.DrawFn) -> Triangles:
    """Boxes and balls: at most one in each place, so that none touches another."""
    found = {
        place: draw(
            st.one_of(st.builds(box, st.tuples(sides, sides, sides)), st.builds(ball, sides))
        )
        for place in draw(st.sets(places, min_size=1, max_size=3))
    }
    hollow = draw(st.booleans())
    parts = [triangles + np.array(place) for place, triangles in found.items()]
    if hollow:
        parts.append(flipped(parts[0] / 2 + parts[0].mean(axis=(0, 1)) / 2))
    return joined(*parts)


@st.composite
def meshes(draw: st.DrawFn) -> Triangles:
    """Solids, whole or damaged, anywhere, in any order."""
    whole = draw(solids())
    number = draw(st.integers(0, len(whole) - 1))
    damages = {
        "none": whole,
        "a face is missing": without(whole, number),
        "a face is turned": flipped(whole, number),
        "a face is doubled": joined(whole, whole[number : number + 1]),
        "all is turned": flipped(whole),
    }
    damaged = damages[draw(st.sampled_from(sorted(damages)))]
    order = np.random.default_rng(draw(st.integers(0, 9))).permutation(len(damaged))
    return stored(damaged[order] + np.array(draw(far)))


def stored(triangles: Triangles) -> Triangles:
    """Round the numbers to those that a binary STL can hold."""
    rounded: Triangles = triangles.astype(np.float32).astype(np.float64)
    return rounded


def second_opinion(triangles: Triangles) -> trimesh.Trimesh:
    """Let trimesh see the triangles, with the same corners merged."""
    merged, numbers = np.unique(triangles.reshape(-1, 3), axis=0, return_inverse=True)
    return trimesh.Trimesh(merged, numbers.reshape(-1, 3), process=False, validate=False)


def oddities(found: Facts) -> set[Oddity]:
    return {finding.oddity for finding in found.findings}


@settings(max_examples=120, deadline=None)
@given(meshes())
def test_box_volume_and_closedness_are_those_of_trimesh(triangles: Triangles) -> None:
    other = second_opinion(triangles)
    found = facts(files.stl(triangles))
    whole = other.is_watertight and other.is_winding_consistent

    assert pytest.approx(tuple(other.extents)) == found.size
    assert other.is_watertight == (Oddity.OPEN not in oddities(found))
    assert (other.is_watertight and not whole) == (Oddity.TWISTED in oddities(found))
    assert whole == (found.volume is not None)
    if found.volume is not None:
        assert pytest.approx(abs(other.volume), rel=1e-5) == found.volume
        assert (other.volume < 0) == (Oddity.INSIDE_OUT in oddities(found))


@settings(max_examples=120, deadline=None)
@given(solids(), st.sets(st.integers(0, 11), max_size=4))
def test_open_edges_are_counted_as_by_trimesh(triangles: Triangles, missing: set[int]) -> None:
    broken = stored(np.delete(triangles, sorted(missing), axis=0))
    edges = second_opinion(broken).edges_sorted
    _, uses = np.unique(edges, axis=0, return_counts=True)
    single = int((uses == 1).sum())

    expected = {Finding(oddity=Oddity.OPEN, count=single)} if single else set()
    assert expected == {f for f in facts(files.stl(broken)).findings if f.oddity is Oddity.OPEN}


@settings(max_examples=20, deadline=None)
@given(meshes())
def test_all_formats_tell_the_same(triangles: Triangles) -> None:
    written = (files.stl_text(triangles), files.obj(triangles), files.boxed_3mf(triangles))
    expected = facts(files.stl(triangles))

    for content in written:
        found = facts(content)
        assert expected == found.but(format=expected.format, mm_per_unit=None)
