"""A call of a library that answers is a shortcut and told, or allowed and listed with a reason."""

from dataclasses import replace

import numpy as np
import pytest

import nnlib.boolean
import nnlib.graph
import nnlib.losses
import nnlib.optimise
import nnlib.perceptron
import nnlib.regularise
from autograder.bank.allowed import ALLOWED, allowed
from autograder.bank.by_library import answers
from autograder.bank.library import of_nnlib, of_numpy_and_scipy
from autograder.check.bank import exercises
from autograder.check.judge import judge
from autograder.check.seeds import FIXED
from nnlib import gradcheck, graph, losses, perceptron

# Calls that students found before the machine did.
CALLS = {
    "perceptron_train": {
        "nnlib.perceptron.run": lambda X, y, max_sweeps=1000: _end(
            perceptron.run(X, y, max_sweeps)
        ),
        "nnlib.perceptron.visits": lambda X, y, max_sweeps=1000: _last(
            list(perceptron.visits(X, y, max_sweeps))
        ),
    },
    "mistake_bound": {
        "nnlib.perceptron.proof_numbers": lambda X, y, w_star: _bound(
            *perceptron.proof_numbers("", X, y, w_star)
        ),
    },
    "sigmoid": {
        "nnlib.losses.softmax": lambda z: np.reshape(
            losses.softmax(np.stack([0 * np.ravel(z), np.ravel(z)], -1))[:, 1], np.shape(z)
        ),
    },
    "logistic_loss": {
        "nnlib.losses.cross_entropy": lambda z, y: losses.cross_entropy(
            np.stack([0 * z, z], -1), np.asarray(y).astype(int)
        ),
    },
    "delta_output": {
        "nnlib.losses.square_loss_grad": lambda Y_hat, Y, Z, g_prime: (
            losses.square_loss_grad(Y_hat, Y) * g_prime(Z)
        ),
    },
    "weight_grad": {
        "nnlib.graph_boxes._matmul_bprop": lambda A_prev, delta: graph.BOXES["matmul"].bprop(
            delta, A_prev, np.zeros((A_prev.shape[1], delta.shape[1]))
        )[1],
    },
    "bias_grad": {
        "nnlib.graph_boxes.unbroadcast": lambda delta: graph.unbroadcast(delta, delta.shape[1:]),
    },
    "gradient_check": {
        "nnlib.gradcheck.numeric_gradient": lambda f, grad, x: _worst(
            grad(x), gradcheck.numeric_gradient(f, x)
        ),
    },
    "gd_step": {
        "nnlib.regularise.prox_step": lambda w, grad, lr: nnlib.regularise.prox_step(
            w, grad, lr, 0.0
        ),
    },
}


def _end(run):
    return run.w[-1], run.b[-1], run.mistakes


def _last(visits):
    return visits[-1][2], visits[-1][3], sum(visit[1] for visit in visits)


def _bound(rho, longest, length):
    return longest * length / rho**2


def _worst(a, n):
    return np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-4))


def bare(name):
    """An exercise with nothing on its list but the reference."""
    return replace(exercises()[name], shortcuts=())


@pytest.mark.parametrize(("name", "called"), [(n, called) for n in CALLS for called in CALLS[n]])
def test_a_call_that_answers_is_told_and_would_be_right_without_the_list(name, called):
    answer = CALLS[name][called]
    said = judge(exercises()[name], answer, "hidden", FIXED).problem
    assert said.endswith("which is the answer itself.")
    assert called in exercises()[name].forbidden
    assert judge(bare(name), answer, "hidden", FIXED).problem is None


def test_a_product_of_nodes_is_allowed_as_that_of_arrays_is():
    answer = lambda X, W, b: (graph.Node(X) @ W + b).value  # noqa: E731
    assert judge(exercises()["affine_forward"], answer, "hidden", FIXED).problem is None
    assert "nnlib.graph.Node" in allowed("affine_forward")


def test_the_machine_finds_what_is_on_the_lists():
    named = [f for f in of_nnlib() if f.name.startswith(("nnlib.losses.s", "nnlib.boolean.gate_"))]
    found = [one.name for one in answers(bare("sigmoid"), named)]
    assert found == ["nnlib.losses.softmax"]
    assert [one.name for one in answers(exercises()["sigmoid"], named)] == []
    assert {one.name for one in answers(bare("gate_not"), named)} == allowed("gate_not")


def test_the_machine_writes_down_an_answer_as_a_student_would():
    listed = [f for f in of_nnlib() if f.name == "nnlib.losses.square_loss"]
    (found,) = answers(bare("mean_squared_residual"), listed)
    scope = {"np": np, "nnlib": nnlib}
    answer = eval(f"lambda y, y_hat: {found.text}", scope)
    assert judge(bare("mean_squared_residual"), answer, "hidden", FIXED).problem is None


def test_what_is_allowed_is_allowed_to_an_exercise_and_has_a_reason():
    for reason, names in ALLOWED.items():
        assert len(reason.split()) > 3
        assert names.keys() <= exercises().keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(exercises()))
def test_no_call_of_nnlib_answers_that_is_on_no_list(name):
    found = {one.name: one.text for one in answers(exercises()[name], of_nnlib())}
    assert found.keys() == {n for n in allowed(name) if n.startswith("nnlib.")}, found


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(exercises()))
def test_no_call_of_numpy_or_scipy_answers_that_is_on_no_list(name):
    pytest.importorskip("scipy")
    found = {one.name: one.text for one in answers(exercises()[name], of_numpy_and_scipy())}
    assert found.keys() == {n for n in allowed(name) if not n.startswith("nnlib.")}, found
