"""What the sample parts look like: closed surfaces in millimetres, seen from outside."""

from collections.abc import Iterator

from bot.sandbox.parts.mesh import Bore, Point, Quad, Triangle, flat

Corner = tuple[float, float]
Edge = tuple[Corner, Corner]
DEPTH = 20.0
SCREW, SHAFT = 3.3, 8.0
"""Radii of the holes: for screws in the bracket, for a shaft in the spacer."""
CELLS = (
    ((0, 0), (8, 0), (8, 8), (0, 8)),
    ((8, 0), (34, 0), (34, 8), (8, 8)),
    ((34, 0), (60, 0), (60, 8), (34, 8)),
    ((0, 8), (8, 8), (8, 40), (0, 40)),
)
"""The L-shaped profile of the bracket, cell by cell."""
PLAIN = (((60, 0), (60, 8)), ((8, 40), (0, 40)), ((0, 8), (0, 0)), ((0, 0), (8, 0)))
"""Edges of that profile, counter-clockwise, without a hole in their wall."""
PIERCED = (
    (((8, 0), (34, 0)), ((8, 8), (34, 8))),
    (((34, 0), (60, 0)), ((34, 8), (60, 8))),
    (((0, 40), (0, 8)), ((8, 40), (8, 8))),
)
"""Edges with a hole, each with the edge where the hole comes out again."""
SIDE = 30.0


def bracket() -> list[Triangle]:
    """Give an angle bracket of 60 x 40 x 20 mm with three holes for screws."""
    return [*_caps(), *_walls()]


def spacer() -> list[Triangle]:
    """Give a square plate of 30 x 30 x 20 mm with one hole."""
    square: tuple[Corner, ...] = ((0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE))
    top, bottom = _level(square, DEPTH), _level(square, 0)
    edges = zip(square, (*square[1:], square[0]), strict=True)
    walls = [triangle for edge in edges for triangle in flat(_wall(edge))]
    return [*Bore(top, bottom, SHAFT).triangles(), *walls]


def _caps() -> Iterator[Triangle]:
    for cell in CELLS:
        yield from flat(_level(cell, DEPTH))
        yield from flat(_level(cell[::-1], 0))


def _walls() -> Iterator[Triangle]:
    for edge in PLAIN:
        yield from flat(_wall(edge))
    for front, back in PIERCED:
        yield from Bore(_wall(front), _wall(back), SCREW).triangles()


def _level(corners: tuple[Corner, ...], z: float) -> Quad:
    a, b, c, d = ((x, y, z) for x, y in corners)
    return a, b, c, d


def _wall(edge: Edge) -> Quad:
    (x0, y0), (x1, y1) = edge
    low: tuple[Point, Point] = (x0, y0, 0.0), (x1, y1, 0.0)
    return *low, (x1, y1, DEPTH), (x0, y0, DEPTH)
