"""Functions with known bounds, and the nets of bricks that are to stay near them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Fault
from autograder.check.forms import Misfit
from nnlib.proof import CUTS, proved_error


@dataclass(frozen=True)
class Curve:
    """A function of numbers or arrays, with the two constants that the error bounds ask for.

    lipschitz : how fast it climbs at most on the interval
    bend : max|f''| there
    told : its formula, for whoever wants to see for themselves
    corners : places where it has a corner, and no second derivative
    """

    f: Callable[[Any], Any]
    lipschitz: float
    bend: float
    told: str
    corners: tuple[float, ...] = ()

    def __call__(self, x: Any) -> Any:
        return self.f(x)


Plan = tuple[Curve, float, float]


def sine(rng: np.random.Generator) -> Plan:
    """More than one period, far above 0, from a place right of 0."""
    size, pace, phase, lift = (float(rng.uniform(*r)) for r in ((1, 2), (1, 1.5), (0, 6), (3, 5)))
    a = float(rng.uniform(0.5, 1.0))
    told = f"{lift:.3g} + {size:.3g} sin({pace:.3g} x + {phase:.3g})"
    f = lambda x: lift + size * np.sin(pace * x + phase)  # noqa: E731
    return Curve(f, size * pace, size * pace**2, told), a, a + 7.0 / pace


def parabola(rng: np.random.Generator, whole: bool = False) -> Plan:
    """Steeper on one side than on the other, and not symmetric about 0."""
    size, top, lift = (float(rng.uniform(*r)) for r in ((0.5, 1.5), (0.2, 0.8), (-4, -2)))
    a, b = (1, 5) if whole else (float(rng.uniform(-1.5, -1)), float(rng.uniform(2.5, 3.5)))
    climb = 2 * size * max(abs(a - top), abs(b - top))
    told = f"{lift:.3g} - {size:.3g} (x - {top:.3g})²"
    return Curve(lambda x: lift - size * (x - top) ** 2, climb, 2 * size, told), a, b


def exponential(rng: np.random.Generator) -> Plan:
    size, a, b = (float(rng.uniform(*r)) for r in ((0.5, 1), (-2, -1), (1, 2)))
    most = size * math.exp(b)
    return Curve(lambda x: size * np.exp(x), most, most, f"{size:.3g} exp(x)"), a, b


def line(rng: np.random.Generator) -> Plan:
    slope = float(rng.choice([-1, 1]) * rng.uniform(8, 15))
    a, lift = float(rng.uniform(-4, -3)), float(rng.uniform(2, 3))
    told, b = f"{lift:.3g} + ({slope:.3g}) x", a + float(rng.uniform(2, 2.5))
    return Curve(lambda x: lift + slope * x, abs(slope), 0.0, told), a, b


def constant(rng: np.random.Generator) -> Plan:
    height, a = float(rng.choice([-1, 1]) * rng.uniform(1, 3)), float(rng.uniform(1.2, 1.8))
    b = a + float(rng.uniform(1.2, 1.8))
    return Curve(lambda x: height + 0.0 * x, 0.0, 0.0, f"{height:.3g}"), a, b


def cornered(rng: np.random.Generator) -> Plan:
    """An absolute value: a corner off the middle, no second derivative."""
    size, corner, lift = (float(rng.uniform(*r)) for r in ((1, 2), (0.1, 0.7), (1, 2)))
    a, b = float(rng.uniform(-3, -2)), float(rng.uniform(1.5, 2))
    told = f"{lift:.3g} + {size:.3g} |x - {corner:.3g}|"
    return Curve(lambda x: lift + size * np.abs(x - corner), size, 0.0, told, (corner,)), a, b


def asked(note: str, plan: Plan, n: int, aspect: str = "") -> Case:
    """The question of n pieces, told so that it can be asked again."""
    curve, a, b = plan
    return Case(f"{note}: f(x) = {curve.told} on [{a:.3g}, {b:.3g}]", (*plan, n), aspect=aspect)


def places(a: float, b: float, n: int) -> Any:
    """Where a net is looked at: an even number of places in each piece, and none on an edge.

    On an edge itself a net of steps may take the height of either neighbour.
    """
    each = max(16, 2 * math.ceil(60 / n))
    within = np.linspace(0.0007, 0.9993, each)
    return a + (b - a) / n * (np.arange(n)[:, None] + within).ravel()


def curve_of(net: Any, g: Any, most: int, allowed: str, a: float, b: float, n: int) -> Any:
    """c + g(x W1 + b1) v over [a, b]; in single precision if a part of the net is."""
    W1, b1, v, c = net.values()
    if not W1.size == b1.size == v.size:
        raise Misfit("W1, b1 and v differ in their number of units.")
    if v.size > most:
        raise Misfit(f"The net has more than {allowed} units.")
    with np.errstate(all="ignore"):
        z = places(a, b, n)[:, None] @ W1.astype(float) + b1.astype(float)
        curve = g(z) @ v.astype(float) + float(c)
        terms = g(z) @ np.abs(v.astype(float)) + abs(float(c))
    if not np.all(np.abs(curve) < 1e30):
        raise Misfit("The curve of the net leaves all bounds, or holds nan.")
    curve[np.abs(curve) < 1e-11 * terms] = 0.0  # the rounding that is left where all cancels
    single = any(part.dtype.kind == "f" and part.dtype.itemsize < 8 for part in net.values())
    return curve.astype(np.float32) if single else curve


def seen(net: Any, g: Any, most: int, allowed: str, f: Curve, a: float, b: float, n: int) -> Any:
    """The curve, where it is looked at, and a bound of its error that holds in between too."""
    curve = curve_of(net, g, most, allowed, a, b, n)
    proved = proved_error(f, tuple(net.values()), a, b, g, f.lipschitz, f.bend, f.corners)
    return {"curve": curve, "proved": np.array(proved), "ends": at_the_ends(net, g, a, b)}


def at_the_ends(net: Any, g: Any, a: float, b: float) -> Any:
    """What it answers at a and b; where its corner is near, but for rounding, a little inside."""
    W1, b1, v, c = (part.astype(float) for part in net.values())
    x, inside = np.array([[a], [b]]), (b - a) * np.array([[1e-6], [-1e-6]])
    with np.errstate(all="ignore"):  # a net may leave all bounds
        z = x @ W1 + b1
        rounded = (z != 0) & (np.abs(z) <= 1e-6 * np.abs(b1))
        return g(np.where(rounded, (x + inside) @ W1 + b1, z)) @ v + float(c)


def hidden_spike(proved: Any, curve: Any, f: Curve, bound: float) -> Fault | None:
    """A net that is near f wherever it is looked at, and far from it somewhere in between."""
    slack = 1e-4 if curve.dtype == np.float32 else 1e-9
    if proved <= (1 + 1 / CUTS**2) * bound + slack * np.max(np.abs(curve)):
        return None
    said = (
        "Between two of its corners, on a narrow stretch, the net is further from f than allowed."
    )
    return Fault(said, "")


def astray_at_an_end(ends: Any, curve: Any, f: Curve, a: float, b: float, bound: float) -> str:
    """What a net says at a and b themselves: a step of exactly 0 is off there."""
    slack = (1e-4 if curve.dtype == np.float32 else 1e-9) * float(np.max(np.abs(curve)))
    for name, x, answer in zip("ab", (a, b), ends, strict=True):
        if abs(answer - f(x)) > bound + slack:
            return f"At x = {name} itself the net answers {answer:.3g}, and f is {f(x):.3g} there."
    return ""


def too_far(curve: Any, f: Curve, a: float, b: float, n: int, bound: float) -> str | None:
    """Where the net leaves the band that the bound draws about f, if it does."""
    x = places(a, b, n)
    error, slack = np.abs(curve - f(x)), 1e-4 if curve.dtype == np.float32 else 1e-9
    slack *= float(np.max(np.abs(f(x))))
    worst = int(np.argmax(error))
    if error[worst] <= bound + slack:
        return None
    if bound <= 1e-6 * slack:
        return f"Near x = {x[worst]:.3g} the net is not on f, and this f it can follow exactly."
    times = error[worst] / bound
    far = (
        f"{times:.3g} times as far from f as" if times >= 1.005 else "a little further from f than"
    )
    return f"Near x = {x[worst]:.3g} the net is {far} it may be."


def sign_of(
    curve: Any, changes: Any, f: Curve, a: float, b: float, n: int, bound: float, order: int
) -> str | None:
    """The id of what a curve that is too far from f gives away, whatever its code.

    "" where nothing known would leave such a curve, None where too little is seen.

    order : the error falls with the width of the pieces (1) or with its square (2)
    """
    if n < 5 or f.lipschitz == 0 or curve.dtype == np.float32:
        return None  # too little to see, or too coarse
    if uneven(changes):
        return "F16.3"
    x = places(a, b, n)
    gap, slack = f(x) - curve, 1e-4 * float(np.max(np.abs(f(x))))
    error = np.max(np.abs(gap).reshape(n, -1), axis=1)
    fine, far = error <= bound + slack, error > 2.1 * bound + slack
    times = np.max(error) / (bound * (n / (n - 1)) ** order or 1.0)
    if (np.all(fine[:-1]) and far[-1]) or 0.995 < times < 1.0001:  # or one piece less
        return "F16.1"
    lowered = abs(f(a)) > 3 * bound and np.all(np.abs(gap - f(a)) <= 2 * bound + slack)
    return "F16.2" if (np.all(fine[1:]) and far[0]) or lowered else ""


def flat_tops(slopes: Any, n: int) -> bool:
    """Is the curve level in the middle of every piece, but not everywhere?"""
    each = (len(slopes) + 1) // n
    middles = slopes[each // 2 - 1 :: each]
    return bool(0 < np.max(np.abs(slopes)) > 1e6 * np.max(np.abs(middles)))


def uneven(where: Any) -> bool:
    """Do the distances of these places neither come in multiples of one, nor alternate?"""
    gaps = np.diff(where)
    if len(gaps) < 4:
        return False
    ratios = gaps / np.min(gaps)
    multiples = np.all(np.abs(ratios - np.round(ratios)) <= 0.25)
    alternate = np.all(np.abs(gaps[2:] - gaps[:-2]) <= 0.25 * np.median(gaps))
    return not (multiples or alternate)


def changes(x: Any, signal: Any) -> Any:
    """The places where a signal that is flat in between changes; neighbours count as one."""
    at = np.flatnonzero(np.abs(np.diff(signal)) > 1e-5 * np.max(np.abs(signal)))
    return x[at[np.diff(at, prepend=-2) > 1]]


def pieces(a: Any, b: Any, n: int) -> Any:
    """The n + 1 edges and the n middles."""
    edges = np.linspace(a, b, n + 1)
    return edges, (edges[:-1] + edges[1:]) / 2


def stairs(jumps: Any, rises: Any, start: Any) -> Any:
    """A net that starts at one height and rises at every jump."""
    return np.ones((1, len(jumps))), -jumps, rises, start


def bricks(left: Any, right: Any, heights: Any) -> Any:
    """A net of two steps a brick: up at its left edge, down at its right one."""
    ends = np.concatenate([left, right])
    return np.ones((1, len(ends))), -ends, np.concatenate([heights, -heights]), 0.0


def over(edges: Any, heights: Any) -> Any:
    """The stairs of these heights, one for each piece."""
    return stairs(edges[1:-1], np.diff(heights), heights[0])


def right_stairs(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, middles = pieces(a, b, n)
    return over(edges, f(middles))


def right_bricks(f: Any, a: Any, b: Any, n: Any) -> Any:
    edges, middles = pieces(a, b, n)
    return bricks(edges[:-1], edges[1:], f(middles))
