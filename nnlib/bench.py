"""How fast is one training step, beside PyTorch, scikit-learn and the products it must do?

`python -m nnlib.bench` trains the same networks on the same batches, single thread, in one run:

- ours: `train.step` with plain SGD;
- PyTorch on the CPU: forward, loss, backward, optimiser step;
- scikit-learn: `MLPClassifier.partial_fit` on exactly one batch;
- products: the bare matrix products that no implementation can avoid.

Every contestant takes turns, so that a slow moment of the machine hits all alike; the figure is
the median of many rounds. It prints the ratios and exits 1 where a target is missed.
"""

from __future__ import annotations

import os

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
for variable in THREADS:
    os.environ[variable] = "1"  # read once, when numpy loads its BLAS

import argparse
import platform
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from nnlib import activations, losses, train
from nnlib.optimise import SGD
from nnlib.shapes import Array

Step = Callable[[], object]

CASES: list[tuple[tuple[int, ...], int]] = [
    ((2, 16, 1), 32),
    ((64, 64, 10), 32),
    ((64, 128, 10), 128),
    ((784, 128, 10), 64),
    ((784, 256, 256, 10), 128),
    ((784, 1024, 1024, 10), 256),
]
LARGEST = CASES[-2:]
LR = 1e-3


def problem(sizes: tuple[int, ...], m: int, dtype: str) -> dict[str, Any]:
    """One batch and one start, the same numbers for every contestant."""
    rng = np.random.default_rng(0)
    pairs = list(pairwise(sizes))
    classes = max(2, sizes[-1])
    y = np.arange(m) % classes
    return {
        "X": rng.normal(size=(m, sizes[0])).astype(dtype),
        "y": y,
        "weights": [(rng.normal(size=p) * (2 / p[0]) ** 0.5).astype(dtype) for p in pairs],
        "biases": [np.zeros(p[1], dtype) for p in pairs],
        "sizes": sizes,
    }


def ours(p: dict[str, Any]) -> Step:
    """`train.step`, parameters carried from step to step."""
    hidden, head = activations.named("relu"), activations.named("identity")
    units = [hidden] * (len(p["weights"]) - 1) + [head]
    binary = p["sizes"][-1] == 1
    rule = losses.named("logistic" if binary else "softmax")
    Y = p["y"][:, None] if binary else p["y"]
    _, targets = rule.prepare(np.zeros((len(Y), p["sizes"][-1]), p["X"].dtype), Y)
    params, optimiser = [*p["weights"], *p["biases"]], SGD(lr=LR)

    def run() -> float:
        nonlocal params
        params, value = train.step(params, units, p["X"], targets, rule, optimiser)
        return value

    return run


def products(p: dict[str, Any]) -> Step:
    """The matrix products of one step: L forward, L for dW, L - 1 for the deltas."""
    weights: list[Array] = p["weights"]
    As = [p["X"]] + [np.ones((len(p["X"]), W.shape[1]), W.dtype) for W in weights]

    def run() -> None:
        for layer, W in enumerate(weights):
            _ = As[layer] @ W
            _ = As[layer].T @ As[layer + 1]
            if layer > 0:
                _ = As[layer + 1] @ W.T

    return run


def pytorch(p: dict[str, Any]) -> Step | None:
    """The same step in PyTorch, or None where it is not installed."""
    try:
        import torch
    except ModuleNotFoundError:
        return None
    torch.set_num_threads(1)
    layers: list[Any] = []
    for W, b in zip(p["weights"], p["biases"], strict=True):
        linear = torch.nn.Linear(W.shape[0], W.shape[1], dtype=torch.from_numpy(W).dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(W.T))
            linear.bias.copy_(torch.from_numpy(b))
        layers += [linear, torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1])
    binary = p["sizes"][-1] == 1
    rule = torch.nn.BCEWithLogitsLoss() if binary else torch.nn.CrossEntropyLoss()
    X, y = torch.from_numpy(p["X"]), torch.from_numpy(p["y"])
    target = y[:, None].to(X.dtype) if binary else y
    optimiser = torch.optim.SGD(net.parameters(), lr=LR)

    def run() -> float:
        optimiser.zero_grad()
        loss = rule(net(X), target)
        loss.backward()
        optimiser.step()
        return float(loss.item())

    return run


def scikit_learn(p: dict[str, Any]) -> Step | None:
    """One batch through MLPClassifier.partial_fit, or None where it is not installed."""
    try:
        from sklearn.neural_network import MLPClassifier
    except ModuleNotFoundError:
        return None
    net = MLPClassifier(
        hidden_layer_sizes=p["sizes"][1:-1],
        solver="sgd",
        momentum=0.0,
        alpha=0.0,
        learning_rate_init=LR,
        batch_size=len(p["y"]),
        shuffle=False,
    )
    net.partial_fit(p["X"], p["y"], classes=np.unique(p["y"]))
    return lambda: net.partial_fit(p["X"], p["y"])


def medians(steps: dict[str, Step | None], seconds: float) -> dict[str, float]:
    """Median microseconds a step, the contestants taking turns in rounds."""
    present = {name: step for name, step in steps.items() if step is not None}
    calls = {name: _calls_for(step, seconds / 60) for name, step in present.items()}
    times: dict[str, list[float]] = {name: [] for name in present}
    stop = time.perf_counter() + seconds
    while time.perf_counter() < stop or len(times["ours"]) < 5:
        for name, step in present.items():
            start = time.perf_counter()
            for _ in range(calls[name]):
                step()
            times[name].append((time.perf_counter() - start) / calls[name])
    return {name: 1e6 * statistics.median(values) for name, values in times.items()}


def _calls_for(step: Step, seconds: float) -> int:
    """How many calls fill about that many seconds; also the warm-up."""
    step()
    start = time.perf_counter()
    step()
    return max(1, int(seconds / max(time.perf_counter() - start, 1e-7)))


def faults(sizes: tuple[int, ...], m: int, t: dict[str, float]) -> list[str]:
    """The targets that this row misses, in words."""
    found = []
    if "PyTorch" in t and t["PyTorch"] < t["ours"]:
        found.append("slower than PyTorch")
    if "scikit-learn" in t and t["scikit-learn"] < 1.2 * t["ours"]:
        found.append("less than 1.2 times scikit-learn")
    if (sizes, m) in LARGEST and t["ours"] > 1.15 * t["products"]:
        found.append("more than 1.15 times the bare products")
    if sizes == (2, 16, 1) and t["ours"] > 30:
        found.append("more than 30 microseconds")
    return found


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m nnlib.bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0, help="spent on each row")
    seconds = parser.parse_args(argv).seconds
    warnings.filterwarnings("ignore")  # scikit-learn says at every step that one step is few
    print(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}")
    print("one training step, one thread, median; ratios are theirs / ours, ours / products\n")
    print(f"{'network':>19} {'batch':>5} {'dtype':>7} {'ours µs':>9} "
          f"{'PyTorch':>8} {'sklearn':>8} {'products':>8}")  # fmt: skip
    missed, absent = 0, set[str]()
    for sizes, m in CASES:
        for dtype in ("float64", "float32"):
            p = problem(sizes, m, dtype)
            t = medians(
                {"ours": ours(p), "PyTorch": pytorch(p), "scikit-learn": scikit_learn(p),
                 "products": products(p)}, seconds)  # fmt: skip
            found = faults(sizes, m, t)
            missed += len(found)
            absent |= {"PyTorch", "scikit-learn"} - t.keys()
            ratios = [_ratio(t, "PyTorch"), _ratio(t, "scikit-learn")]
            print(f"{'-'.join(map(str, sizes)):>19} {m:>5} {dtype:>7} {t['ours']:>9.1f} "
                  f"{ratios[0]:>8} {ratios[1]:>8} {t['ours'] / t['products']:>8.2f}"
                  f"  {'; '.join(found)}", flush=True)  # fmt: skip
    for name in sorted(absent):
        print(f"\n{name} is not installed: its targets were not measured")
    print(f"\n{missed} targets missed" if missed else "\nevery measured target reached")
    return 1 if missed else 0


def _ratio(t: dict[str, float], name: str) -> str:
    return f"{t[name] / t['ours']:.2f}" if name in t else "absent"


if __name__ == "__main__":
    sys.exit(main())
