"""From the buffer of nearest surfaces to colours: light, hollows, lines along the edges."""

import numpy as np
from numpy.typing import NDArray

from bot.preview import limits
from bot.preview.camera import ACROSS, DOWN
from bot.preview.faces import Codes
from bot.preview.surface import Surface, Values, unpacked

BAND = 48
"""Rows of the finished picture that are shaded at once: memory stays small."""
AMBIENT = 0.44
LIGHTS = (((-0.5, 0.55, 0.75), 0.62), ((0.85, 0.1, 0.5), 0.1))
"""Where light comes from (right, up, to the eye), and how strong it is."""
FRONT, BACK = (136, 168, 205), (214, 92, 66)
"""The outer side is steel blue; the inner side, which nobody should see, brick red."""
LINE = (30, 36, 46)
BACKGROUND = (226.0, 200.0)
"""Grey from top to bottom: light enough beside white, calm enough in dark mode."""
CREASE = 0.84
"""A line is drawn where the cosine between neighbouring normals is smaller."""
HOLLOWS = ((4, 0.3), (14, 0.3))
"""How far around a pixel is looked for higher surfaces, and how much darker they make it."""


def shaded(buffer: Codes, reach: float) -> NDArray[np.uint8]:
    """Give the finished picture, of shape (height, width, 3)."""
    codes = buffer.reshape(DOWN, ACROSS)
    openness = _openness(unpacked(codes[:: limits.FINER, :: limits.FINER], reach))
    bands = [_band(codes, openness, top, reach) for top in range(0, limits.HEIGHT, BAND)]
    return np.concatenate(bands)


def _band(codes: Codes, openness: Values, top: int, reach: float) -> NDArray[np.uint8]:
    first, last = top * limits.FINER, (top + BAND) * limits.FINER
    # A row more on either side: lines depend on the neighbours.
    around = max(first - 1, 0)
    wide = unpacked(codes[around : last + 1], reach)
    own = slice(first - around, first - around + last - first)
    ink, surface = _ink(wide)[own], wide.rows(own)
    light = _light(surface) * openness[top : top + BAND].repeat(2, axis=0).repeat(2, axis=1)
    colours = [_colour(surface, light, ink, channel, top) for channel in range(3)]
    return np.stack([_averaged(colour) for colour in colours], axis=-1)


def _light(surface: Surface) -> Values:
    light = np.full(surface.hit.shape, AMBIENT, np.float32)
    for (x, y, z), strength in LIGHTS:
        length = np.float32(strength / np.sqrt(x * x + y * y + z * z))
        light += np.maximum(surface.x * x + surface.y * y + surface.z * z, 0) * length
    return light


def _colour(surface: Surface, light: Values, ink: Values, channel: int, top: int) -> Values:
    paint = np.where(surface.front, np.float32(FRONT[channel]), np.float32(BACK[channel]))
    above, below = BACKGROUND
    heights = top + np.arange(len(light), dtype=np.float32)[:, None] / limits.FINER
    empty = above + (below - above) * heights / limits.HEIGHT
    plain = np.where(surface.hit, paint * light, empty)
    return (plain + (LINE[channel] - plain) * ink).astype(np.float32)


def _ink(surface: Surface) -> Values:
    """Give how strongly each pixel belongs to a line."""
    ink = np.zeros(surface.hit.shape, np.float32)
    steepness = np.sqrt(1 - surface.z**2) / np.maximum(surface.z, np.float32(0.12))
    for one, other in (
        (np.s_[1:, :], np.s_[:-1, :]),
        (np.s_[:, 1:], np.s_[:, :-1]),
    ):
        cosine = sum(axis[one] * axis[other] for axis in (surface.x, surface.y, surface.z))
        jump = np.abs(surface.depth[one] - surface.depth[other])
        allowed = 3 + 2.5 * np.maximum(steepness[one], steepness[other])
        inner = np.maximum((jump > allowed) * 0.75, np.clip((CREASE - cosine) * 4, 0, 0.6))
        both = surface.hit[one] & surface.hit[other]
        outline = (surface.hit[one] != surface.hit[other]) * 0.85
        line = np.where(both, inner, outline).astype(np.float32)
        ink[one] = np.maximum(ink[one], line)
        ink[other] = np.maximum(ink[other], line)
    return ink


def _openness(surface: Surface) -> Values:
    """Give how much light reaches each pixel: less where its surroundings are higher."""
    hit = surface.hit.astype(np.float32)
    depth = surface.depth * hit
    openness = np.ones(hit.shape, np.float32)
    for radius, strength in HOLLOWS:
        weight = np.maximum(_blurred(hit, radius), np.float32(1e-6))
        mean = _blurred(depth, radius) / weight
        sunk = np.clip((mean - depth) / (radius * 3), 0, 1)
        openness *= 1 - strength * sunk
    return openness


def _blurred(values: Values, radius: int) -> Values:
    """Give the mean around each pixel, with less weight further away; nothing is off the rim."""
    # Twice in each direction: once would leave the edges of its square in the picture.
    for axis in (0, 1, 0, 1):
        margins = [(0, 0), (0, 0)]
        margins[axis] = (radius + 1, radius)
        sums = np.moveaxis(np.pad(values, margins).cumsum(axis=axis), axis, 0)
        window = 2 * radius + 1
        values = np.moveaxis((sums[window:] - sums[:-window]) / np.float32(window), 0, axis)
    return values


def _averaged(values: Values) -> NDArray[np.uint8]:
    finer = limits.FINER
    height, width = values.shape
    blocks = values.reshape(height // finer, finer, width // finer, finer)
    mean: Values = np.clip(blocks.mean(axis=(1, 3)), 0, 255)
    return np.rint(mean).astype(np.uint8)
