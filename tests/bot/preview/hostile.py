"""Files that were made to hurt, small as files."""

import io
import struct
import zipfile
import zlib

import numpy as np

from tests.bot.preview import files
from tests.bot.preview.files import MODEL, archive, components_xml, mesh_xml, model_xml, object_xml
from tests.bot.preview.shapes import box

CUBE = box()
CUBE_OBJECT = object_xml(1, mesh_xml(CUBE))
MIB = 1 << 20


def noise(size: int = 100_000, *, zeros: bool = True) -> bytes:
    lowest = 0 if zeros else 1
    return np.random.default_rng(7).integers(lowest, 256, size, dtype=np.uint8).tobytes()


def absurd() -> bytes:
    part = CUBE.copy()
    part[0, 0, 0], part[1, 0, 0], part[2, 0, 0] = np.nan, -np.inf, 3e38
    return files.stl(part)


def nested(levels: int, each: int) -> bytes:
    """Describe `each` to the power of `levels` cubes."""
    made = (
        object_xml(level + 1, components_xml(*[f'objectid="{level}"'] * each))
        for level in range(1, levels + 1)
    )
    return files.threemf(
        model_xml("".join((CUBE_OBJECT, *made)), f'<item objectid="{levels + 1}"/>')
    )


def cyclic() -> bytes:
    first, second = components_xml('objectid="2"'), components_xml('objectid="1"')
    return files.threemf(model_xml(object_xml(1, first) + object_xml(2, second)))


def cyclic_files() -> bytes:
    there = object_xml(1, components_xml('objectid="1" p:path="/3D/b.model"'))
    back = object_xml(1, components_xml(f'objectid="1" p:path="/{MODEL}"'))
    return files.threemf(model_xml(there), b=model_xml(back, ""))


def laughing() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE model [<!ENTITY l0 "ha">{entities}]>'
    return files.threemf(f"{head}<model>&l9;</model>")


def reaching_out() -> bytes:
    head = '<!DOCTYPE model [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    return files.threemf(f"{head}<model>&file;</model>")


def bomb(megabytes: int, declared: int | None = None) -> bytes:
    """Give a 3MF whose model is that many MiB of spaces, and may declare another size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    # Once flushed like this, the same bytes may follow themselves again and again.
    start = packer.compress(b"<model>") + packer.flush(zlib.Z_FULL_FLUSH)
    spaces = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = start + spaces * megabytes + packer.flush()
    size = megabytes * MIB + 7 if declared is None else declared
    return _single(MODEL, packed, size)


def _single(name: str, packed: bytes, size: int) -> bytes:
    about = struct.pack("<HHHHIIIHH", 0, 8, 0, 0, 0, len(packed), size, len(name), 0)
    local = b"PK\3\4" + struct.pack("<H", 20) + about + name.encode() + packed
    central = b"PK\1\2" + struct.pack("<HH", 20, 20) + about + bytes(14) + name.encode()
    return local + central + _end(1, len(central), len(local))


def _end(entries: int, length: int, at: int) -> bytes:
    return b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, entries, entries, length, at, 0)


def lying_end(entries: int, length: int) -> bytes:
    """Give a 3MF that announces another directory than it has."""
    whole = files.boxed_3mf(CUBE)
    at = whole.rfind(b"PK\5\6")
    return whole[:at] + _end(entries, length, 0)


def understated(count: int) -> bytes:
    """Give an archive that announces one entry and has more."""
    whole = many_entries(count)
    at = whole.rfind(b"PK\5\6")
    length, start = struct.unpack_from("<II", whole, at + 12)
    return whole[:at] + _end(1, length, start)


def lying_end_64(entries: int, length: int) -> bytes:
    """Give one whose large directory stands in the place for large archives."""
    whole = files.boxed_3mf(CUBE)
    at = whole.rfind(b"PK\5\6")
    record = struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, entries, entries, length, 0)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, at, 1)
    return whole[:at] + b"PK\6\6" + record + locator + _end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def many_entries(count: int) -> bytes:
    return archive([(f"{number}.stl", "") for number in range(count)])


def packed_otherwise() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as written:
        written.writestr(MODEL, model_xml(CUBE_OBJECT))
    return stream.getvalue()


def encrypted() -> bytes:
    whole = bytearray(archive({MODEL: model_xml(CUBE_OBJECT)}))
    whole[6] |= 1
    whole[whole.rfind(b"PK\1\2") + 8] |= 1
    return bytes(whole)


def spoiled() -> bytes:
    whole = bytearray(files.boxed_3mf(CUBE))
    start = whole.rfind(b"3D/3dmodel.model", 0, whole.rfind(b"PK\1\2"))
    whole[start + 40 : start + 60] = bytes(20)
    return bytes(whole)


def mesh_of(vertices: str, triangles: str) -> bytes:
    mesh = f"<mesh><vertices>{vertices}</vertices><triangles>{triangles}</triangles></mesh>"
    return files.threemf(model_xml(object_xml(1, mesh)))


THREE = '<vertex x="0" y="0" z="0"/><vertex x="1" y="0" z="0"/><vertex x="0" y="1" z="0"/>'


def transformed(transform: str) -> bytes:
    return files.threemf(model_xml(CUBE_OBJECT, f'<item objectid="1" transform="{transform}"/>'))


def screen_filling(count: int) -> bytes:
    """Give triangles that each cover half of the picture."""
    face = np.array([[0, 0, 0], [10, 0, 0], [0, 0, 10]], float)
    one = files.stl(face[None])[84:]
    return bytes(80) + struct.pack("<I", count) + one * count


def needles(count: int) -> bytes:
    """Give triangles that go right through the picture and cover hardly anything."""
    ends = np.random.default_rng(3).uniform(-50, 50, (count, 3, 3))
    ends[:, 2] = ends[:, 1] + 0.01
    facets = np.zeros(count, [("n", "<f4", 3), ("v", "<f4", 9), ("a", "<u2")])
    facets["v"] = ends.reshape(count, 9)
    return bytes(80) + struct.pack("<I", count) + facets.tobytes()
