"""The benchmark compares like with like and names what it misses; no timing decides a test."""

import copy
import inspect
import sys

import numpy as np
import pytest

from nnlib import bench
from nnlib.activations import named
from nnlib.mlp import forward

TINY = [((3, 4, 1), 6), ((3, 5, 4, 3), 7)]
DTYPES = ["float64", "float32"]
FAST = {"ours": 10.0, "products": 10.0, "PyTorch": 10.0, "scikit-learn": 12.0}


def inside(run, name):
    """A variable that a contestant keeps between its steps."""
    return inspect.getclosurevars(run).nonlocals[name]


def after_ours(p, steps):
    run = bench.ours(p)
    values = [run() for _ in range(steps)]
    L = len(p["weights"])
    params = inside(run, "params")
    return values, params[:L], params[L:]


@pytest.mark.parametrize("steps", [1, 5])
@pytest.mark.parametrize(("sizes", "m"), [*TINY, *bench.CASES[:3]])
def test_our_step_and_pytorch_s_leave_the_same_weights(sizes, m, steps):
    pytest.importorskip("torch", reason="PyTorch is an extra")
    p = bench.problem(sizes, m, "float64")
    values, weights, biases = after_ours(p, steps)
    run = bench.pytorch(p)
    their_values = [run() for _ in range(steps)]
    theirs = [layer for layer in inside(run, "net") if hasattr(layer, "weight")]
    np.testing.assert_allclose(values, their_values, rtol=0, atol=1e-10)
    for W, b, layer in zip(weights, biases, theirs, strict=True):
        np.testing.assert_allclose(W, layer.weight.detach().numpy().T, rtol=0, atol=1e-10)
        np.testing.assert_allclose(b, layer.bias.detach().numpy(), rtol=0, atol=1e-10)
    assert all(
        np.abs(W - start).max() > 1e-6 for W, start in zip(weights, p["weights"], strict=True)
    )


@pytest.mark.parametrize(("sizes", "m"), TINY)
def test_our_step_and_scikit_learn_s_leave_the_same_weights_from_the_same_start(sizes, m):
    pytest.importorskip("sklearn", reason="scikit-learn is an extra")
    p = bench.problem(sizes, m, "float64")
    run = bench.scikit_learn(p)
    net = inside(run, "net")
    for theirs, start in zip(net.coefs_ + net.intercepts_, p["weights"] + p["biases"], strict=True):
        theirs[...] = start
    run()
    _, weights, biases = after_ours(p, 1)
    for theirs, ours in zip(net.coefs_ + net.intercepts_, weights + biases, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-10)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("sizes", "m"), TINY)
def test_products_have_the_shapes_of_the_forward_pass(sizes, m, dtype):
    p = bench.problem(sizes, m, dtype)
    run = bench.products(p)
    run()
    units = [named("relu")] * len(p["weights"])
    trace = forward(p["X"], p["weights"], p["biases"], units)
    assert [(A.shape, A.dtype) for A in inside(run, "As")] == [(A.shape, A.dtype) for A in trace.As]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("contestant", ["ours", "products", "pytorch", "scikit_learn"])
@pytest.mark.parametrize(("sizes", "m"), TINY)
def test_no_contestant_changes_the_numbers_of_the_next(sizes, m, contestant, dtype):
    p = bench.problem(sizes, m, dtype)
    before = copy.deepcopy(p)
    run = getattr(bench, contestant)(p)
    if run is None:
        pytest.skip(f"{contestant} is an extra")
    run(), run()
    for name in ("X", "y"):
        np.testing.assert_array_equal(p[name], before[name])
    for name in ("weights", "biases"):
        for now, then in zip(p[name], before[name], strict=True):
            np.testing.assert_array_equal(now, then)


@pytest.mark.parametrize(("sizes", "m"), TINY)
def test_our_step_stays_in_float32(sizes, m):
    _, weights, biases = after_ours(bench.problem(sizes, m, "float32"), 3)
    assert {a.dtype for a in weights + biases} == {np.dtype(np.float32)}


def test_a_problem_is_the_same_every_time_and_has_every_class():
    one, other = (bench.problem((3, 5, 4, 3), 7, "float64") for _ in range(2))
    np.testing.assert_array_equal(one["X"], other["X"])
    np.testing.assert_array_equal(one["weights"][1], other["weights"][1])
    assert set(one["y"]) == {0, 1, 2}
    assert set(bench.problem((3, 4, 1), 6, "float64")["y"]) == {0, 1}


@pytest.mark.parametrize(
    ("module", "contestant"), [("torch", "pytorch"), ("sklearn", "scikit_learn")]
)
def test_a_contestant_that_is_not_installed_is_none(module, contestant, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, "sklearn.neural_network", None)
    assert getattr(bench, contestant)(bench.problem((3, 4, 1), 6, "float64")) is None


def test_medians_are_positive_and_leave_out_who_is_absent():
    p = bench.problem((3, 4, 1), 6, "float64")
    t = bench.medians({"ours": bench.ours(p), "PyTorch": None, "products": bench.products(p)}, 0.01)
    assert set(t) == {"ours", "products"}
    assert all(us > 0 for us in t.values())


# Targets, with made-up times

SMALL, LARGE, OTHER = ((2, 16, 1), 32), ((784, 256, 256, 10), 128), ((64, 64, 10), 32)


@pytest.mark.parametrize("case", bench.CASES)
def test_a_row_that_reaches_every_target_has_no_fault(case):
    assert bench.faults(*case, FAST) == []


@pytest.mark.parametrize(
    ("case", "times", "fault"),
    [
        (OTHER, {"PyTorch": 9.99}, "slower than PyTorch"),
        (OTHER, {"scikit-learn": 11.9}, "less than 1.2 times scikit-learn"),
        (LARGE, {"products": 8.69}, "more than 1.15 times the bare products"),
        (bench.CASES[-1], {"products": 8.69}, "more than 1.15 times the bare products"),
        (SMALL, {"ours": 30.1, "PyTorch": 99, "scikit-learn": 99}, "more than 30 microseconds"),
    ],
)
def test_a_missed_target_is_named_alone(case, times, fault):
    assert bench.faults(*case, FAST | times) == [fault]


@pytest.mark.parametrize(
    ("case", "times"),
    [
        (OTHER, {"products": 1.0}),
        (OTHER, {"ours": 31.0, "PyTorch": 99, "scikit-learn": 99}),
        (LARGE, {"products": 8.70}),
        (SMALL, {"ours": 30.0, "PyTorch": 99, "scikit-learn": 99, "products": 1.0}),
    ],
)
def test_a_target_is_asked_only_of_its_own_rows_and_reached_at_its_edge(case, times):
    assert bench.faults(*case, FAST | times) == []


def test_every_missed_target_is_named():
    t = {"ours": 40.0, "products": 1.0, "PyTorch": 1.0, "scikit-learn": 1.0}
    assert len(bench.faults(*SMALL, t)) == 3
    assert len(bench.faults(*LARGE, t)) == 3


def test_who_is_absent_sets_no_target():
    assert bench.faults(*LARGE, {"ours": 10.0, "products": 10.0}) == []


# The command


def run_main(monkeypatch, capsys, times):
    monkeypatch.setattr(bench, "medians", lambda steps, seconds: times)
    monkeypatch.setattr(bench, "CASES", TINY)
    return bench.main(["--seconds", "0.01"]), capsys.readouterr().out


def test_the_command_exits_0_and_says_so_when_every_target_is_reached(monkeypatch, capsys):
    code, out = run_main(monkeypatch, capsys, FAST)
    assert code == 0
    assert out.count("3-5-4-3") == len(DTYPES)
    assert out.endswith("\nevery measured target reached\n")
    assert "not installed" not in out


def test_the_command_exits_1_and_names_the_fault_beside_its_row(monkeypatch, capsys):
    code, out = run_main(monkeypatch, capsys, FAST | {"PyTorch": 5.0})
    assert code == 1
    row = next(line for line in out.splitlines() if "3-5-4-3" in line)
    assert row.endswith("0.50     1.20     1.00  slower than PyTorch")
    assert out.endswith("\n4 targets missed\n")


def test_the_command_says_which_targets_it_could_not_measure(monkeypatch, capsys):
    code, out = run_main(monkeypatch, capsys, {"ours": 10.0, "products": 10.0})
    assert code == 0
    assert "absent" in out
    assert "PyTorch is not installed: its targets were not measured" in out
    assert "scikit-learn is not installed: its targets were not measured" in out


def test_the_command_runs_with_real_contestants(monkeypatch, capsys):
    monkeypatch.setattr(bench, "CASES", TINY[:1])
    assert bench.main(["--seconds", "0.01"]) in (0, 1)
    assert capsys.readouterr().out.count("3-4-1") == len(DTYPES)
