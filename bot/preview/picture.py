"""The picture of a mesh: the same triangles give the same bytes."""

from bot.preview import limits
from bot.preview.camera import View, looking_at
from bot.preview.canvas import Canvas
from bot.preview.mesh import Mesh, usable
from bot.preview.png import encoded
from bot.preview.shade import shaded


def picture(mesh: Mesh, view: View, seconds: float) -> bytes:
    """Draw a mesh that reaches so far as a PNG.

    Raises:
        TooMuchWork: it takes longer than allowed.
    """
    camera = looking_at(view)
    canvas = Canvas(camera, seconds, limits.FRAGMENTS)
    for chunk in mesh.chunks():
        canvas.draw(usable(chunk))
    return encoded(shaded(canvas.buffer, camera.reach))
