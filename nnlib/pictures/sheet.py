"""From a figure to pixels, and from pixels to an image for a page that waits.

Whoever moves a slider waits for all of this. So nothing is done twice here that once is enough
for: matplotlib's own way works the layout out anew whenever it draws, measures every word for
every figure, and tries five ways to pack each row of an image.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

__all__ = ["Pixels", "drawn", "packed"]

Pixels = NDArray[np.uint8]  # (height, width, 3)
SETTLES = 2  # a legend beside a square panel has its place only when the panel has its own


def drawn(figure: Figure, dpi: float) -> Pixels:
    """The figure, which is left as it was, in so many pixels per inch."""
    canvas, before, layout = figure.canvas, figure.dpi, figure.get_layout_engine()
    try:
        figure.dpi = dpi
        agg = _Canvas(figure)
        if layout is not None:
            for _ in range(SETTLES):
                layout.execute(figure)
            figure.set_layout_engine("none")
        agg.draw()  # type: ignore[no-untyped-call]
        return np.array(agg.buffer_rgba())[..., :3]  # type: ignore[no-untyped-call]
    finally:
        if layout is not None:
            figure.set_layout_engine(layout)
        figure.set_canvas(canvas)
        figure.dpi = before


def packed(pixels: Pixels) -> bytes:
    """The pixels as PNG, all their colours: three times the bytes, made in a moment."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # each row begins with a 0: no filter
    rows[:, 1:] = pixels.reshape(height, -1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits a colour, three colours
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.data, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


class _Canvas(FigureCanvasAgg):
    """Draws on a sheet that is kept for figures of its size: it knows how wide their words are."""

    def get_renderer(self) -> Any:
        width, height = self.figure.bbox.size
        return _sheet(width, height, self.figure.dpi)


@lru_cache(maxsize=8)
def _sheet(width: float, height: float, dpi: float) -> Any:
    return RendererAgg(width, height, dpi)  # type: ignore[no-untyped-call]
