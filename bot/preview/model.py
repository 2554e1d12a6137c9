"""One model file inside a 3MF: its objects, what they are made of, and what is to be built."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from bot.preview import limits
from bot.preview.findings import Unreadable
from bot.preview.mesh import Numbers
from bot.preview.xml import local, walk

MATRIX = (4, 3)
"""Three rows to turn and stretch a point, one to move it."""
LEFT_OUT = "0"
"""What an item says that is on the plate but not to be printed."""


@dataclass(frozen=True)
class Use:
    """An object at a place: in another object, or on the plate. `path` names another file."""

    path: str | None
    object_id: str
    matrix: Numbers


@dataclass
class Body:
    """An object: triangles of its own, other objects, or both."""

    corners: "array[float]" = field(default_factory=lambda: array("d"))
    triangles: "array[int]" = field(default_factory=lambda: array("I"))
    uses: list[Use] = field(default_factory=list)


@dataclass
class Budget:
    """What may still be read, over all model files of a 3MF."""

    corners: int = limits.INDEXED_CORNERS
    triangles: int = limits.INDEXED_TRIANGLES
    objects: int = limits.OBJECTS

    def check(self) -> None:
        """Raise `Unreadable` when anything is used up."""
        if self.corners < 0 or self.triangles < 0 or self.objects < 0:
            raise Unreadable


class Model:
    """What a model file says.

    Raises:
        Unreadable: it breaks the rules, or says too much.
    """

    def __init__(self, pieces: Iterable[bytes], budget: Budget) -> None:
        self.unit = "millimeter"
        self.bodies: dict[str, Body] = {}
        self.items: list[Use] = []
        self._budget = budget
        self._body = Body()
        begin = {
            "vertex": self._begin_vertex,
            "triangle": self._begin_triangle,
            "object": self._begin_object,
            "component": self._begin_component,
            "item": self._begin_item,
            "model": self._begin_model,
        }
        walk(pieces, begin)

    def _begin_model(self, attributes: dict[str, str]) -> None:
        self.unit = attributes.get("unit", self.unit)

    def _begin_object(self, attributes: dict[str, str]) -> None:
        self._spend_object()
        self._body = self.bodies[attributes["id"]] = Body()

    def _begin_component(self, attributes: dict[str, str]) -> None:
        self._spend_object()
        self._body.uses.append(_use(attributes))

    def _begin_item(self, attributes: dict[str, str]) -> None:
        self._spend_object()
        if attributes.get("printable") != LEFT_OUT:
            self.items.append(_use(attributes))

    def _begin_vertex(self, attributes: dict[str, str]) -> None:
        self._budget.corners -= 1
        self._budget.check()
        point = (float(attributes["x"]), float(attributes["y"]), float(attributes["z"]))
        self._body.corners.extend(point)

    def _begin_triangle(self, attributes: dict[str, str]) -> None:
        self._budget.triangles -= 1
        self._budget.check()
        corners = (int(attributes["v1"]), int(attributes["v2"]), int(attributes["v3"]))
        self._body.triangles.extend(corners)

    def _spend_object(self) -> None:
        self._budget.objects -= 1
        self._budget.check()


def _use(attributes: dict[str, str]) -> Use:
    path = next((value for name, value in attributes.items() if local(name) == "path"), None)
    return Use(path, attributes["objectid"], _matrix(attributes.get("transform")))


def _matrix(text: str | None) -> Numbers:
    if text is None:
        return np.eye(*MATRIX)
    # A wrong number of numbers is a ValueError, too.
    return np.array([float(word) for word in text.split()]).reshape(MATRIX)
