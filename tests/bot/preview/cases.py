"""Every file that was made to hurt, by what is wrong with it, and what is said of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.preview import limits
from state.facts import Format
from tests.bot.preview import files, hostile
from tests.bot.preview.hostile import CUBE, MIB

Make = Callable[[], bytes]

BROKEN_3MF: dict[str, Make] = {
    "a bomb of declared size": lambda: hostile.bomb(600),
    "a bomb of forged size": lambda: hostile.bomb(600, declared=MIB),
    "10^12 cubes": lambda: hostile.nested(12, 10),
    "a long chain of components": lambda: hostile.nested(60, 1),
    "many instances": lambda: hostile.nested(2, 100),
    "components in a cycle": hostile.cyclic,
    "files in a cycle": hostile.cyclic_files,
    "a billion laughs": hostile.laughing,
    "an entity that is a file": hostile.reaching_out,
    "five million deep": lambda: files.threemf("<a>" * 200_000),
    "tags that do not match": lambda: files.threemf("<model></build>"),
    "no XML at all": lambda: files.threemf("\0\0\0"),
    "an encoding that does not exist": lambda: files.threemf(
        '<?xml version="1.0" encoding="klingon"?><model/>'
    ),
    "packed by another method": hostile.packed_otherwise,
    "encrypted": hostile.encrypted,
    "spoiled in the middle": hostile.spoiled,
    "a corner without z": lambda: hostile.mesh_of('<vertex x="0" y="0"/>', ""),
    "a corner in words": lambda: hostile.mesh_of('<vertex x="0" y="0" z="zero"/>', ""),
    "a triangle at a corner that is missing": lambda: hostile.mesh_of(
        hostile.THREE, '<triangle v1="0" v2="1" v3="3"/>'
    ),
    "a triangle at a negative corner": lambda: hostile.mesh_of(
        hostile.THREE, '<triangle v1="0" v2="1" v3="-1"/>'
    ),
    "a triangle at a corner like a book": lambda: hostile.mesh_of(
        hostile.THREE, f'<triangle v1="0" v2="1" v3="{"9" * 5000}"/>'
    ),
    "half a transform": lambda: hostile.transformed("1 0 0 0 1 0"),
    "an object that is missing": lambda: files.threemf(files.model_xml("")),
    "a file that is missing": lambda: files.threemf(
        files.model_xml("", '<item objectid="1" p:path="/3D/x.model"/>')
    ),
    "a unit that does not exist": lambda: files.boxed_3mf(CUBE, "furlong"),
}
"""Nothing but the format is told of these."""

UNKNOWN: dict[str, Make] = {
    "empty": lambda: b"",
    "fifty bytes": lambda: bytes(50),
    "a header and nothing else": lambda: files.stl(CUBE[:0]),
    "noise": hostile.noise,
    "solid, then noise": lambda: b"solid x\n" + hostile.noise(),
    "a line of 50 MB": lambda: b"x" * 50 * MIB,
    "a text of two bytes a letter": lambda: files.stl_text(CUBE).decode().encode("utf-16"),
}
"""Nothing at all is told of these."""

UNREADABLE: dict[str, tuple[Format, Make]] = {
    "solid, then a line of 50 MB": (
        Format.ASCII_STL,
        lambda: b"solid facet normal" + b"x" * 50 * MIB,
    ),
    "a corner, then a line of 50 MB": (Format.OBJ, lambda: b"v 1 2 3\nf" + b" 1" * 25 * MIB),
    "a polygon of a million corners": (
        Format.OBJ,
        lambda: b"v 1 2 3\nf" + b" 1" * 1_000_000 + b"\n",
    ),
    "a directory that is announced too long": (
        Format.ZIP,
        lambda: hostile.lying_end(1, limits.ZIP_DIRECTORY_BYTES + 1),
    ),
    "a large directory that is announced too long": (
        Format.ZIP,
        lambda: hostile.lying_end_64(1, 1 << 40),
    ),
    "a large directory with too many entries": (
        Format.ZIP,
        lambda: hostile.lying_end_64(1 << 40, 100),
    ),
    "too many entries": (Format.ZIP, lambda: hostile.many_entries(limits.ZIP_ENTRIES + 1)),
    "more entries than announced": (
        Format.ZIP,
        lambda: hostile.understated(limits.ZIP_ENTRIES + 1),
    ),
    "half a STEP file": (Format.STEP, lambda: b"ISO-10303-21;\nHEADER;\nFILE_DESCR"),
    "STEP, then noise": (Format.STEP, lambda: b"ISO-10303-21;" + hostile.noise(zeros=False)),
}
"""Nothing but the format is told of these, whatever they are named."""

UNREAD = "I cannot read it"
MISNAMED = "what is in it is something else"
UNSOUND = "3YOURMIND has the file but cannot use it as a 3D model"
BROKEN_OFF = "The file breaks off in the middle"
TRICKS = ("../../etc/passwd", "a\u202egpj.stl", "C:\\x\\y.stl", "tab\t.stl", "x" * 3000)
ODD: dict[str, tuple[str, str, Make]] = {
    "impossible corners": ("stl", "It has 3 triangles with impossible corners", hostile.absurd),
    "a binary headed solid": (
        "stl",
        "12 triangles · binary STL",
        lambda: files.stl(CUBE, header=b"solid part facet normal"),
    ),
    "more announced than held": (
        "stl",
        "announces 4,000,000,000 triangles",
        lambda: files.stl(CUBE, announced=4_000_000_000),
    ),
    "fewer announced than held": (
        "stl",
        "announces 2 triangles",
        lambda: files.stl(CUBE, announced=2),
    ),
    "cut off": ("stl", BROKEN_OFF, lambda: files.stl(CUBE)[:400]),
    "an archive cut off": ("3mf", BROKEN_OFF, lambda: files.boxed_3mf(CUBE)[:200]),
    "names with tricks": (
        "zip",
        "5 files in it: ../../etc/passwd, agpj.stl, ",
        lambda: files.archive([(name, "") for name in TRICKS]),
    ),
    "triangles that fill the screen": (
        "stl",
        "20,000 triangles",
        lambda: hostile.screen_filling(20_000),
    ),
    "needles": ("stl", "100,000 triangles", lambda: hostile.needles(100_000)),
    "materials of the server": (
        "obj",
        "12 triangles · OBJ",
        lambda: b"mtllib /etc/hostname\nmtllib ../../x.mtl\nusemtl x\n" + files.obj(CUBE),
    ),
}
"""What is said of these, by their endings."""
UNKNOWN_ANSWERS = {
    "empty": "The file is empty",
    "fifty bytes": MISNAMED,
    "a header and nothing else": MISNAMED,
    "a line of 50 MB": MISNAMED,
}
ENDINGS = {Format.ASCII_STL: "stl", Format.OBJ: "obj", Format.ZIP: "zip", Format.STEP: "step"}


@dataclass(frozen=True)
class Hostile:
    """A file as somebody may drop it, and what the thread says of it."""

    name: str
    make: Make
    answer: str

    def tells(self, words: str) -> bool:
        """Whether these words are the answer."""
        return self.name in words and self.answer in words


def every_file() -> Iterator[Hostile]:
    """Give every file that was made to hurt; no name is a part of another one."""
    for number, (what, ending, make, answer) in enumerate(_described()):
        slug = re.sub(r"[^a-z0-9]+", "-", what.lower())
        yield Hostile(f"{number:02}-{slug}.{ending}", make, answer)


def _described() -> Iterator[tuple[str, str, Make, str]]:
    for what, make in BROKEN_3MF.items():
        yield what, "3mf", make, UNREAD
    for what, make in UNKNOWN.items():
        yield what, "stl", make, UNKNOWN_ANSWERS.get(what, UNSOUND)
    for what, (kind, make) in UNREADABLE.items():
        yield what, ENDINGS[kind], make, "STEP" if kind is Format.STEP else UNREAD
    for what, (ending, answer, make) in ODD.items():
        yield what, ending, make, answer
