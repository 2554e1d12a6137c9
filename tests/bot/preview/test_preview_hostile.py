"""One looker, a child for each file: every file ends in a plain look, so the next one works."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.preview import limits
from bot.preview.findings import Unreadable
from bot.preview.looking import Preview
from bot.preview.model import Budget, Model
from state.facts import Facts, Format, Oddity
from state.ports import Look
from tests.bot.preview import files, hostile
from tests.bot.preview.cases import BROKEN_3MF, TRICKS, UNKNOWN, UNREADABLE
from tests.bot.preview.children import child
from tests.bot.preview.hostile import CUBE
from tests.bot.preview.studying import odd

pytestmark = pytest.mark.slow

QUICK = """
from bot.preview.child import answer
answer(sys.stdin.buffer, sys.stdout.buffer, "", seconds=0.2)
"""
"""A child that has less patience with pictures."""


@pytest.fixture(scope="module")
def preview() -> Preview:
    return Preview()


def look(preview: Preview, content: bytes, folder: Path) -> Look:
    path = folder / "upload"
    path.write_bytes(content)
    return preview.look(path, "part.stl")


@pytest.mark.parametrize("make", BROKEN_3MF.values(), ids=BROKEN_3MF)
def test_of_a_broken_3mf_only_the_format_is_told(
    make: Callable[[], bytes], preview: Preview, tmp_path: Path
) -> None:
    assert Look(Facts(format=Format.THREE_MF)) == look(preview, make(), tmp_path)


@pytest.mark.parametrize("make", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_no_part_gets_no_facts(
    make: Callable[[], bytes], preview: Preview, tmp_path: Path
) -> None:
    assert Look() == look(preview, make(), tmp_path)


@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE)
def test_of_an_unreadable_file_only_the_format_is_told(
    case: tuple[Format, Callable[[], bytes]], preview: Preview, tmp_path: Path
) -> None:
    kind, make = case

    assert Look(Facts(format=kind)) == look(preview, make(), tmp_path)


def test_absurd_corners_are_left_out_and_counted(preview: Preview, tmp_path: Path) -> None:
    found = look(preview, hostile.absurd(), tmp_path)

    assert found.facts is not None
    assert odd(Oddity.NOT_FINITE, 3) in found.facts.findings
    assert (9, (10, 10, 10)) == (found.facts.triangles, found.facts.size)
    assert found.picture is not None


def test_a_lying_count_changes_nothing_but_the_findings(preview: Preview, tmp_path: Path) -> None:
    honest = look(preview, files.stl(CUBE), tmp_path)
    lying = look(preview, files.stl(CUBE, announced=4_000_000_000), tmp_path)

    assert honest.facts is not None
    assert (
        Look(honest.facts.but(findings=(odd(Oddity.WRONG_COUNT, 4_000_000_000),)), honest.picture)
        == lying
    )


def test_an_archive_without_its_end_is_cut_off(preview: Preview, tmp_path: Path) -> None:
    assert Look(Facts(format=Format.ZIP, findings=(odd(Oddity.TRUNCATED),))) == look(
        preview, files.boxed_3mf(CUBE)[:200], tmp_path
    )


def test_names_in_an_archive_are_shown_without_tricks(preview: Preview, tmp_path: Path) -> None:
    found = look(preview, files.archive([(name, "") for name in TRICKS]), tmp_path)

    assert found.facts is not None
    assert (
        "../../etc/passwd",
        "agpj.stl",
        "C:\\x\\y.stl",
        "tab.stl",
        "x" * limits.NAME_LENGTH,
    ) == found.facts.contents


@pytest.mark.parametrize(
    "make",
    [lambda: hostile.screen_filling(20_000), lambda: hostile.needles(100_000)],
    ids=["screen-filling triangles", "needles"],
)
def test_a_picture_that_takes_too_long_is_left_out(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    found = look(Preview(child(QUICK)), make(), tmp_path)

    assert found.facts is not None
    assert (Format.BINARY_STL, None) == (found.facts.format, found.picture)


@pytest.mark.parametrize(
    "budget", [Budget(corners=7), Budget(triangles=11), Budget(objects=1)], ids=str
)
def test_a_3mf_may_not_describe_more_than_its_budget(budget: Budget) -> None:
    cube = files.object_xml(1, files.mesh_xml(CUBE))
    pieces = [files.model_xml(cube).encode()]

    with pytest.raises(Unreadable):
        Model(pieces, budget)


def test_archives_are_read_up_to_their_bounds(preview: Preview, tmp_path: Path) -> None:
    found = look(preview, hostile.many_entries(limits.ZIP_ENTRIES), tmp_path)

    assert found.facts is not None
    assert limits.CONTENTS == len(found.facts.contents)
