import gzip

import pytest

from bot.first_bytes import HEAD, fits
from bot.sandbox.parts.samples import samples
from tests.bot.preview import files
from tests.bot.preview.shapes import box

CUBE = box()
BINARY, TEXT = files.stl(CUBE), files.stl_text(CUBE)
COLLADA = '<?xml version="1.0"?>\n<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema">'
LEGAL: dict[str, tuple[str, bytes]] = {
    "a binary STL": ("a.stl", BINARY),
    "a binary STL that begins like a text": ("a.stl", files.stl(CUBE, header=b"solid part")),
    "a binary STL cut off": ("a.stl", BINARY[:200]),
    "a binary STL that announces another number": ("a.stl", files.stl(CUBE, announced=4_000_000)),
    "a binary STL with more behind it": ("a.stl", BINARY + b"made by hand"),
    "a binary STL full of colours": (
        "a.stl",
        b"x" * 80 + (1).to_bytes(4, "little") + b"\1" * 50,
    ),
    "a text STL": ("A.STL", TEXT),
    "a text STL in capitals": ("a.stl", TEXT.upper()),
    "a text STL behind a mark and blank lines": ("a.stl", b"\xef\xbb\xbf\r\n\r\n" + TEXT),
    "a text STL without its first line": ("a.stl", TEXT.partition(b"\n")[2]),
    "a 3MF": ("a.3mf", files.boxed_3mf(CUBE)),
    "a zip": ("a.zip", files.archive({"a.stl": BINARY})),
    "an empty zip": ("a.zip", files.archive({})),
    "an OBJ": ("a.obj", files.obj(CUBE)),
    "an OBJ that begins with a comment": ("a.obj", "# geändert\n".encode("latin-1")),
    "an OBJ that begins with its materials": ("a.obj", b"\n\nmtllib a.mtl\nusemtl red\n"),
    "an OBJ that begins with something odd": ("a.obj", b"call common.obj\n\tv 1 2 3\n"),
    "a STEP": ("a.step", b"ISO-10303-21;\nHEADER;"),
    "a STEP behind a comment": ("a.stp", b"/* made by hand */\nISO-10303-21;"),
    "a STEP as XML": ("a.stp", b'<?xml version="1.0"?><n0:Uos xmlns="http://x/iso-10303-242">'),
    "a PLY": ("a.ply", b"ply\r\nformat binary_little_endian 1.0\r\n"),
    "a VRML": ("a.wrl", b"#VRML V2.0 utf8\n"),
    "a packed VRML": ("a.wrl", gzip.compress(b"#VRML V2.0 utf8\n")),
    "an X3D": ("a.x3d", b"<?xml version='1.0'?><!DOCTYPE X3D PUBLIC 'x'><X3D>"),
    "a COLLADA": ("a.dae", COLLADA.encode()),
    "a COLLADA of wide letters": ("a.dae", COLLADA.encode("utf-16")),
    "a 3DS": ("a.3ds", b"MM\x86\x10\0\0\2\0"),
    "anything else that the operator lets in": ("a.f3d", b"anything"),
}
OTHERS: dict[str, tuple[str, bytes]] = {
    "a zip as an STL": ("a.stl", files.archive({"a.stl": BINARY})),
    "an older CAD file as an STL": ("a.stl", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    "a letter as an STL": ("a.stl", b"Dear all,\nplease print this.\n"),
    "an OBJ as an STL": ("a.stl", files.obj(CUBE)),
    "less than a triangle as an STL": ("a.stl", BINARY[:100]),
    "an STL as a 3MF": ("a.3mf", BINARY),
    "another archive as a zip": ("a.zip", b"Rar!\x1a\x07\x01\x00"),
    "an STL as an OBJ": ("a.obj", BINARY),
    "an STL in text as an OBJ": ("a.obj", TEXT),
    "a letter as an OBJ": ("a.obj", b"Dear all,\nplease print this.\n"),
    "an STL as a STEP": ("a.step", TEXT),
    "a letter as a STEP": ("a.stp", b"Dear all,\n"),
    "an STL as a PLY": ("a.ply", BINARY),
    "an STL as a VRML": ("a.wrl", TEXT),
    "a COLLADA as an X3D": ("a.x3d", COLLADA.encode()),
    "an STL as a COLLADA": ("a.dae", TEXT),
    "an STL as a 3DS": ("a.3ds", BINARY),
}


@pytest.mark.parametrize("file", LEGAL.values(), ids=LEGAL)
def test_what_a_program_may_have_written_fits_its_name(file: tuple[str, bytes]) -> None:
    name, content = file

    assert fits(name, content[:HEAD], len(content))


@pytest.mark.parametrize("file", OTHERS.values(), ids=OTHERS)
def test_another_thing_does_not_fit_its_name(file: tuple[str, bytes]) -> None:
    name, content = file

    assert not fits(name, content[:HEAD], len(content))


def test_of_the_sample_parts_only_the_shopping_list_is_another_thing() -> None:
    contents = {part.name: b"".join(part.chunks()) for part in samples()}

    odd = [name for name, held in contents.items() if not fits(name, held[:HEAD], len(held))]
    assert ["shopping-list.stl"] == odd
