"""A histogram and a table, as HTML that a screen reader can follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["histogram", "table"]

WIDTH, HEIGHT, FOOT, HEAD, SIDE = 720, 240, 44, 24, 8


def histogram(bins: Sequence[int], edges: Sequence[float], told: str) -> str:
    """Bars over their edges, counts above them; `told` says the same in words."""
    highest = max(bins) or 1
    step = (WIDTH - 2 * SIDE) / len(bins)
    floor = HEIGHT - FOOT
    parts = []
    for i, count in enumerate(bins):
        high = (floor - HEAD) * count / highest
        x = SIDE + i * step
        parts.append(
            f'<rect class="bar" x="{x + 2:.1f}" y="{floor - high:.1f}" '
            f'width="{step - 4:.1f}" height="{high:.1f}"/>'
        )
        if count:
            parts.append(
                f'<text x="{x + step / 2:.1f}" y="{floor - high - 6:.1f}" '
                f'text-anchor="middle">{count}</text>'
            )
    for i, edge in enumerate(edges):
        anchor = "start" if i == 0 else "end" if i == len(bins) else "middle"
        parts.append(
            f'<text x="{SIDE + i * step:.1f}" y="{floor + 20}" '
            f'text-anchor="{anchor}">{edge:g}</text>'
        )
    line = f'<path class="axis" d="M{SIDE} {floor}H{WIDTH - SIDE}"/>'
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(told)}">{"".join(parts)}{line}'
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 4}" text-anchor="middle">points</text></svg>'
    )


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    escaped: bool = False,
) -> str:
    """A table; "#" in front of a heading means numbers. Cells are escaped unless they are HTML."""
    kinds = [' class="n"' if name.startswith("#") else "" for name in head]
    plain = (name.lstrip("#") for name in head)
    top = "".join(
        f'<th scope="col"{kind}>{name}</th>' for kind, name in zip(kinds, plain, strict=True)
    )
    body = []
    for row in rows:
        cells = []
        for i, (kind, cell) in enumerate(zip(kinds, row, strict=True)):
            text = cell if escaped else escape(cell)
            cells.append(f'<th scope="row">{text}</th>' if i == 0 else f"<td{kind}>{text}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )
