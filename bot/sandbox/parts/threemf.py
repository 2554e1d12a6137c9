"""3MF files: a zip with a mesh in XML, and two files that say where it is."""

import io
import zipfile
from collections.abc import Sequence

from bot.sandbox.parts.mesh import Point, Triangle

MODEL = "3D/3dmodel.model"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="model" '
    'ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>'
    "</Types>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Target="/{MODEL}" Id="model" '
    'Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>'
    "</Relationships>"
)
CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
LONG_AGO = (2020, 1, 1, 0, 0, 0)


def threemf(triangles: Sequence[Triangle]) -> bytes:
    """Give one object in millimetres; the same bytes for the same triangles."""
    files = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, MODEL: _model(triangles)}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            archive.writestr(entry, DECLARATION + content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _model(triangles: Sequence[Triangle]) -> str:
    numbers: dict[Point, int] = {}
    rows = []
    for triangle in triangles:
        a, b, c = (numbers.setdefault(point, len(numbers)) for point in triangle)
        rows.append(f'<triangle v1="{a}" v2="{b}" v3="{c}"/>')
    points = (f'<vertex x="{x:.6g}" y="{y:.6g}" z="{z:.6g}"/>' for x, y, z in numbers)
    mesh = f"<vertices>{''.join(points)}</vertices><triangles>{''.join(rows)}</triangles>"
    return (
        f'<model unit="millimeter" xml:lang="en-US" xmlns="{CORE}"><resources>'
        f'<object id="1" type="model"><mesh>{mesh}</mesh></object>'
        '</resources><build><item objectid="1"/></build></model>'
    )
