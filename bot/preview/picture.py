"""The picture of a mesh: the same triangles give the same bytes."""

from bot.preview import limits
from bot.preview.camera import looking_at
from bot.preview.canvas import Canvas
from bot.preview.measure import Box
from bot.preview.mesh import Mesh, usable
from bot.preview.png import encoded
from bot.preview.shade import shaded


def picture(mesh: Mesh, box: Box, seconds: float) -> bytes:
    """Draw the mesh in its box as a PNG.

    Raises:
        TooMuchWork: it takes longer than allowed.
    """
    camera = looking_at(*box)
    canvas = Canvas(camera, seconds, limits.FRAGMENTS)
    for chunk in mesh.chunks():
        canvas.draw(usable(chunk))
    return encoded(shaded(canvas.buffer, camera.reach))
