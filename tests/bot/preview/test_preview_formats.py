import re

import pytest

from state.facts import Facts, Format, Oddity
from tests.bot.preview import files
from tests.bot.preview.files import MODEL, components_xml, mesh_xml, model_xml, moved, object_xml
from tests.bot.preview.shapes import box
from tests.bot.preview.studying import facts, look, odd

CUBE = box()
CUBE_OBJECT = object_xml(1, mesh_xml(CUBE))


@pytest.mark.parametrize(
    ("unit", "millimetres"),
    [("micron", 0.001), ("millimeter", 1), ("inch", 25.4), ("foot", 304.8), ("meter", 1000)],
)
def test_a_3mf_states_its_unit(unit: str, millimetres: float) -> None:
    found = facts(files.boxed_3mf(CUBE, unit))

    assert (millimetres, (10, 10, 10), 1000) == (found.mm_per_unit, found.size, found.volume)


PLATES: dict[str, tuple[str, int, tuple[float, float, float]]] = {
    "an item that is moved": (
        model_xml(CUBE_OBJECT, f'<item objectid="1" {moved((5, 5, 5))}/>'),
        12,
        (10, 10, 10),
    ),
    "the same object twice": (
        model_xml(CUBE_OBJECT, f'<item objectid="1"/><item objectid="1" {moved((90, 0, 0))}/>'),
        24,
        (100, 10, 10),
    ),
    "an item that is not printed": (
        model_xml(CUBE_OBJECT, '<item objectid="1"/><item objectid="1" printable="0"/>'),
        12,
        (10, 10, 10),
    ),
    "objects made of objects": (
        model_xml(
            CUBE_OBJECT
            + object_xml(2, components_xml('objectid="1"', f'objectid="1" {moved((20, 0, 0))}'))
            + object_xml(3, components_xml('objectid="2"', f'objectid="2" {moved((0, 40, 0))}')),
            f'<item objectid="3" {moved((1, 1, 1))}/>',
        ),
        48,
        (30, 50, 10),
    ),
    "first the inner transform, then the outer": (
        model_xml(
            CUBE_OBJECT
            + object_xml(2, components_xml(f'objectid="1" {moved((10, 0, 0))}', 'objectid="1"')),
            '<item objectid="2" transform="2 0 0 0 2 0 0 0 2 0 0 0"/>',
        ),
        24,
        (40, 20, 20),
    ),
}  # fmt: skip


@pytest.mark.parametrize("plate", PLATES.values(), ids=PLATES)
def test_a_3mf_is_put_together(plate: tuple[str, int, tuple[float, float, float]]) -> None:
    model, triangles, size = plate
    found = facts(files.threemf(model))

    assert (triangles, size) == (found.triangles, found.size)


def test_an_object_may_be_in_a_file_of_its_own() -> None:
    uses = (f'p:path="/3D/part.model" objectid="1" {moved((n, 0, 0))}' for n in (0, 50))
    root = model_xml(object_xml(9, components_xml(*uses)), '<item objectid="9"/>')
    found = facts(files.threemf(root, part=model_xml(CUBE_OBJECT, "")))

    assert (24, (60, 10, 10)) == (found.triangles, found.size)


def test_corners_of_an_extension_are_none_of_the_part() -> None:
    slices = '<s:slicestack xmlns:s="slices"><s:vertex x="900" y="900"/></s:slicestack>'

    assert (12, 1000) == told(files.threemf(model_xml(slices + CUBE_OBJECT)))


def test_a_3mf_may_name_the_core_by_a_prefix() -> None:
    model = model_xml(CUBE_OBJECT).replace("xmlns=", "xmlns:c=")
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1c:", model)

    assert (12, 1000) == told(files.threemf(prefixed))


def test_the_model_is_where_the_archive_says() -> None:
    content = {
        "_rels/.rels": files.relations_xml("/Models/Part.model"),
        "models/part.model": model_xml(CUBE_OBJECT),
    }

    assert Format.THREE_MF == facts(files.archive(content)).format
    assert (12, 1000) == told(files.archive(content))


def test_a_3mf_without_relations_has_its_model_at_the_usual_place() -> None:
    assert (12, 1000) == told(files.archive({MODEL: model_xml(CUBE_OBJECT)}))


def test_other_archives_tell_their_contents() -> None:
    content = files.archive({"parts/": "", "parts/a.stl": "solid", "readme.txt": ""})

    assert Facts(format=Format.ZIP, contents=("parts/a.stl", "readme.txt"), files=2) == facts(
        content
    )


INCH = """#10=(CONVERSION_BASED_UNIT('INCH',#12)LENGTH_UNIT()NAMED_UNIT(#11));
#12=LENGTH_MEASURE_WITH_UNIT(LENGTH_MEASURE(25.4),#13);
#13=(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.));
"""
UNITS: dict[str, tuple[str, float | None]] = {
    "millimetres": ("#5=( LENGTH_UNIT() NAMED_UNIT(*) SI_UNIT(.MILLI.,.METRE.) );", 1),
    "metres": ("#5=(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT($,.METRE.));", 1000),
    "inches": (INCH, 25.4),
    "no unit of length": ("#5=(NAMED_UNIT(*)PLANE_ANGLE_UNIT()SI_UNIT($,.RADIAN.));", None),
    "several units": ("SI_UNIT(.MILLI.,.METRE.) SI_UNIT(.CENTI.,.METRE.)", None),
    "at the end of a long file": ("/*" + "x" * 9_000_000 + "*/SI_UNIT(.CENTI.,.METRE.)", 10),
}


@pytest.mark.parametrize("row", UNITS.values(), ids=UNITS)
def test_a_step_file_tells_its_unit_and_nothing_else(row: tuple[str, float | None]) -> None:
    text, millimetres = row
    found = look(f"ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\n{text}\nENDSEC;\n".encode())

    assert Facts(format=Format.STEP, mm_per_unit=millimetres) == found.facts
    assert found.picture is None


TEXTS: dict[str, bytes] = {
    "upper case": files.stl_text(CUBE).upper(),
    "lines of another system": files.stl_text(CUBE).replace(b"\n", b"\r\n"),
    "tabs": files.stl_text(CUBE).replace(b" ", b"\t"),
    "one line": files.stl_text(CUBE).replace(b"\n", b" "),
    "a mark at the beginning": b"\xef\xbb\xbf" + files.stl_text(CUBE),
    "a name with words of the format": files.stl_text(CUBE, "facet normal vertex"),
    "mixed case": files.stl_text(CUBE).replace(b"endfacet", b"EndFacet"),
    "exponents": files.stl_text(CUBE).replace(b" 10", b" 1.0E+01"),
    "two solids": files.stl_text(CUBE[:6]) + files.stl_text(CUBE[6:]),
}


@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS)
def test_an_ascii_stl_can_be_written_in_many_ways(content: bytes) -> None:
    assert Facts(format=Format.ASCII_STL, size=(10, 10, 10), volume=1000, triangles=12) == facts(
        content
    )


def test_a_long_text_is_read_in_pieces() -> None:
    many = [box(at=(20.0 * n, 0, 0)) for n in range(4)]
    one = b"".join(
        files.stl_text(cube).split(b"\n", 1)[1].rsplit(b"endsolid", 1)[0] for cube in many
    )
    content = b"solid x\n" + one * 1500 + b"endsolid x\n"

    assert 72_000 == facts(content).triangles
    assert pytest.approx(6_000_000) == facts(content).volume


def test_findings_of_a_text_do_not_depend_on_its_length() -> None:
    one = files.stl_text(CUBE).split(b"\n", 1)[1].rsplit(b"endsolid", 1)[0]

    assert (odd(Oddity.TRUNCATED),) == facts(b"solid x\n" + one * 6000).findings


def told(content: bytes) -> tuple[int | None, float | None]:
    found = facts(content)
    return found.triangles, found.volume
