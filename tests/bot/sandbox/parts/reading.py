"""Readers of part files for tests, written apart from the code that makes them."""

import struct
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from pathlib import Path

Point = tuple[float, ...]
Mesh = list[tuple[Point, ...]]
"""Triangles of three points each."""


def binary(content: bytes) -> Mesh:
    (count,) = struct.unpack_from("<I", content, 80)
    assert 84 + 50 * count == len(content)
    facets = struct.iter_unpack("<3f9fH", content[84:])
    return [(facet[3:6], facet[6:9], facet[9:12]) for facet in facets]


def ascii_text(content: bytes) -> Mesh:
    lines = [line.split() for line in content.decode("ascii").splitlines()]
    assert (lines[0][0], lines[-1][0]) == ("solid", "endsolid")
    shape = ["facet", "outer", "vertex", "vertex", "vertex", "endloop", "endfacet"]
    mesh: Mesh = []
    for start in range(1, len(lines) - 1, len(shape)):
        facet = lines[start : start + len(shape)]
        assert shape == [words[0] for words in facet]
        a, b, c = (tuple(map(float, words[1:])) for words in facet if words[0] == "vertex")
        mesh.append((a, b, c))
    return mesh


def threemf(path: Path) -> tuple[str, Mesh]:
    """Give the unit and the mesh."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        kinds = _xml(archive, "[Content_Types].xml")
        relation = _xml(archive, "_rels/.rels")[0]
        target = relation.attrib["Target"].removeprefix("/")
        model = _xml(archive, target)
    assert {"rels", "model"} == {kind.attrib["Extension"] for kind in kinds}
    points = [
        tuple(float(p.attrib[axis]) for axis in "xyz") for p in model.iterfind(".//{*}vertex")
    ]
    corners = ("v1", "v2", "v3")
    rows = [[int(t.attrib[c]) for c in corners] for t in model.iterfind(".//{*}triangle")]
    return model.attrib["unit"], [tuple(points[n] for n in row) for row in rows]


def _xml(archive: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))  # noqa: S314 - the archive is our own


def open_edges(mesh: Mesh) -> int:
    """Count the edges that are not met by exactly one triangle from each side."""
    edges = Counter((a, b) for p, q, r in mesh for a, b in ((p, q), (q, r), (r, p)))
    return sum(n != 1 or edges[b, a] != 1 for (a, b), n in edges.items())


def volume(mesh: Mesh) -> float:
    """Give what the surface encloses; negative when it is inside out."""
    return sum(_dot(a, _cross(b, c)) for a, b, c in mesh) / 6


def extent(mesh: Mesh) -> Point:
    axes = zip(*(point for triangle in mesh for point in triangle), strict=True)
    return tuple(max(axis) - min(axis) for axis in axes)


def _cross(a: Point, b: Point) -> Point:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _dot(a: Point, b: Point) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))
