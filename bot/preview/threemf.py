"""3MF: objects made of objects, counted before they are put together."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bot.preview import limits
from bot.preview.findings import Unreadable
from bot.preview.indexed import IndexedMesh, Instance
from bot.preview.mesh import Numbers
from bot.preview.model import MATRIX, Body, Budget, Model, Use
from bot.preview.xml import walk
from bot.preview.zips import Archive
from state.oddity import Format

RELATIONS = "_rels/.rels"
USUAL_MODEL = "3D/3dmodel.model"
MODEL_RELATION = "/3dmodel"
"""How the type of the relation ends that leads to the model."""
MM_PER_UNIT = {
    "micron": 0.001,
    "millimeter": 1.0,
    "centimeter": 10.0,
    "inch": 25.4,
    "foot": 304.8,
    "meter": 1000.0,
}


class Total(NamedTuple):
    """What using an object once adds to the whole."""

    triangles: int
    instances: int


def has_model(archive: Archive) -> bool:
    """Tell whether an archive is a 3MF."""
    return USUAL_MODEL in archive or (RELATIONS in archive and _root(archive) in archive)


def read_threemf(archive: Archive) -> IndexedMesh:
    """Read what is to be built, in the unit that the file states.

    Raises:
        Unreadable: the file breaks the rules, or describes too much.
    """
    assembly = _Assembly(archive)
    root = assembly.model(assembly.root)
    if root.unit not in MM_PER_UNIT:
        raise Unreadable
    assembly.check()
    return IndexedMesh(Format.THREE_MF, list(assembly.instances()), MM_PER_UNIT[root.unit])


def _root(archive: Archive) -> str:
    targets: list[str] = []

    def relation(attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith(MODEL_RELATION):
            targets.append(attributes["Target"])

    if RELATIONS in archive:
        walk(_first(archive.read(RELATIONS), limits.RELATIONS_BYTES), {"Relationship": relation})
    return targets[0] if targets else USUAL_MODEL


def _first(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    for piece in pieces:
        most -= len(piece)
        if most < 0:
            raise Unreadable
        yield piece


class _Assembly:
    """The model files of an archive, each read once, and how their objects make up the whole."""

    def __init__(self, archive: Archive) -> None:
        self.root = _root(archive)
        self._archive = archive
        self._budget = Budget()
        self._models: dict[str, Model] = {}
        self._totals: dict[tuple[str, str], Total | None] = {}

    def model(self, path: str) -> Model:
        if path not in self._models:
            self._models[path] = Model(self._archive.read(path), self._budget)
        return self._models[path]

    def check(self) -> None:
        """Refuse what would be too much; a short file can describe endlessly many triangles."""
        uses = self.model(self.root).items
        total = self._sum([self._total(use.path or self.root, use.object_id, 0) for use in uses])
        if total.triangles > limits.INDEXED_TRIANGLES or total.instances > limits.INSTANCES:
            raise Unreadable

    def instances(self) -> Iterator[Instance]:
        for use in self.model(self.root).items:
            yield from self._placed(self.root, use, np.eye(*MATRIX))

    def _total(self, path: str, object_id: str, depth: int) -> Total:
        key = (path, object_id)
        if depth > limits.COMPONENT_DEPTH:
            raise Unreadable
        if key not in self._totals:
            self._totals[key] = None
            body = self._body(path, object_id)
            parts = [self._total(u.path or path, u.object_id, depth + 1) for u in body.uses]
            own = Total(len(body.triangles) // 3, 1)
            self._totals[key] = self._sum([own, *parts])
        known = self._totals[key]
        if known is None:  # it is being counted: the object is made of itself
            raise Unreadable
        return known

    def _sum(self, totals: list[Total]) -> Total:
        return Total(sum(t.triangles for t in totals), sum(t.instances for t in totals))

    def _body(self, path: str, object_id: str) -> Body:
        body = self.model(path).bodies.get(object_id)
        if body is None:
            raise Unreadable
        return body

    def _placed(self, path: str, use: Use, outer: Numbers) -> Iterator[Instance]:
        path = use.path or path
        body, matrix = self._body(path, use.object_id), _within(use.matrix, outer)
        if body.triangles:
            corners = np.frombuffer(body.corners, np.float64).reshape(-1, 3)
            triangles = np.frombuffer(body.triangles, np.uint32).reshape(-1, 3)
            yield Instance(corners, triangles, matrix)
        for inner in body.uses:
            yield from self._placed(path, inner, matrix)


def _within(inner: Numbers, outer: Numbers) -> Numbers:
    with np.errstate(over="ignore", invalid="ignore"):
        placed = inner @ outer[:3]
        placed[3] += outer[3]
        return placed
