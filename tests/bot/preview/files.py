"""Files for the tests, written apart from the code that reads them."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

from tests.bot.preview.shapes import Triangles, Vector

MODEL = "3D/3dmodel.model"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MODEL_TYPE = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"
CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
PRODUCTION = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06"


def stl(triangles: Triangles, *, announced: int | None = None, header: bytes = b"part") -> bytes:
    """Give a binary STL, which may announce another number of triangles."""
    count = len(triangles) if announced is None else announced
    facets = (struct.pack("<12fH", 0, 0, 0, *map(float, t.reshape(9)), 0) for t in triangles)
    return header.ljust(80, b"\0") + struct.pack("<I", count) + b"".join(facets)


def stl_text(triangles: Triangles, name: str = "part", end: str = "endsolid part\n") -> bytes:
    """Give an ASCII STL."""
    lines = [f"solid {name}"]
    for triangle in triangles:
        lines += ["  facet normal 0 0 0", "    outer loop"]
        lines += [f"      vertex {x:.9g} {y:.9g} {z:.9g}" for x, y, z in triangle]
        lines += ["    endloop", "  endfacet"]
    return ("\n".join(lines) + "\n" + end).encode()


def obj(triangles: Triangles) -> bytes:
    """Give an OBJ in which each triangle has corners of its own."""
    corners = [f"v {x:.9g} {y:.9g} {z:.9g}" for triangle in triangles for x, y, z in triangle]
    faces = [f"f {3 * n + 1} {3 * n + 2} {3 * n + 3}" for n in range(len(triangles))]
    return "\n".join([*corners, *faces, ""]).encode()


def mesh_xml(triangles: Triangles) -> str:
    """Give the mesh of an object in a 3MF."""
    corners = [corner for triangle in triangles for corner in triangle]
    vertices = "".join(f'<vertex x="{x:.9g}" y="{y:.9g}" z="{z:.9g}"/>' for x, y, z in corners)
    rows = range(0, len(corners), 3)
    faces = "".join(f'<triangle v1="{n}" v2="{n + 1}" v3="{n + 2}"/>' for n in rows)
    return f"<mesh><vertices>{vertices}</vertices><triangles>{faces}</triangles></mesh>"


def object_xml(number: int, content: str) -> str:
    """Give an object: a mesh, or components."""
    return f'<object id="{number}" type="model">{content}</object>'


def components_xml(*uses: str) -> str:
    """Give the components of an object, each with its attributes."""
    return "<components>" + "".join(f"<component {use}/>" for use in uses) + "</components>"


def moved(by: Vector) -> str:
    """Give the attribute that moves something."""
    x, y, z = by
    return f'transform="1 0 0 0 1 0 0 0 1 {x} {y} {z}"'


def model_xml(objects: str, items: str = '<item objectid="1"/>', unit: str = "millimeter") -> str:
    """Give a model file."""
    return (
        f'<?xml version="1.0"?><model unit="{unit}" xmlns="{CORE}" xmlns:p="{PRODUCTION}">'
        f"<resources>{objects}</resources><build>{items}</build></model>"
    )


def relations_xml(target: str = f"/{MODEL}") -> str:
    """Give the file that says where the model is."""
    relation = f'<Relationship Target="{target}" Id="r" Type="{MODEL_TYPE}"/>'
    return f'<Relationships xmlns="{RELATIONSHIPS}">{relation}</Relationships>'


def archive(files: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """Give a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items() if isinstance(files, Mapping) else files:
            written.writestr(name, content)
    return stream.getvalue()


def threemf(model: str, **others: str) -> bytes:
    """Give a 3MF of one model file, and others in the folder `3D`."""
    more = {f"3D/{name}.model": content for name, content in others.items()}
    return archive({"_rels/.rels": relations_xml(), MODEL: model, **more})


def boxed_3mf(triangles: Triangles, unit: str = "millimeter") -> bytes:
    """Give a 3MF with one object."""
    return threemf(model_xml(object_xml(1, mesh_xml(triangles)), unit=unit))
