"""Forward and backward: differences, whole Jacobians from the bottom up, and PyTorch."""

import dataclasses
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import losses, mlp
from nnlib.gradcheck import check_vjp, relative_error
from nnlib.mlp import MLP

HIDDEN = ["identity", "sigmoid", "tanh", "relu", "softplus"]
LOSSES = ["square", "logistic", "softmax"]
SIZES = [(3, 2), (3, 5, 2), (3, 5, 4, 2)]


def network(sizes, rng, hidden="tanh", dtype=np.float64):
    pairs = list(pairwise(sizes))
    weights = [rng.normal(size=pair).astype(dtype) for pair in pairs]
    biases = [rng.normal(size=n_out).astype(dtype) for _, n_out in pairs]
    return MLP(weights, biases, hidden)


def targets(loss, m, n_out, rng):
    return {
        "square": lambda: rng.normal(size=(m, n_out)),
        "logistic": lambda: rng.integers(0, 2, size=(m, n_out)),
        "softmax": lambda: rng.integers(0, n_out, size=m),
    }[loss]()


def flat(gradients):
    return [*gradients.weights, *gradients.biases]


def by_differences(net, X, Y, loss, h=1e-6):
    """(loss(w + h) - loss(w - h)) / 2h for every number w of every array."""
    L = len(net.weights)
    params = [*net.weights, *net.biases]
    slopes = []
    for k, w in enumerate(params):
        slope = np.zeros_like(w)
        for index in np.ndindex(w.shape):
            values = []
            for way in (h, -h):
                moved = w.copy()
                moved[index] += way
                all_moved = [*params[:k], moved, *params[k + 1 :]]
                there = MLP(all_moved[:L], all_moved[L:], net.hidden)
                values.append(there.loss_and_gradients(X, Y, loss)[0])
            slope[index] = (values[0] - values[1]) / (2 * h)
        slopes.append(slope)
    return slopes


def by_jacobians(net, X, Y, loss):
    """The other way round: dOutput/dZ[l] of each example as a matrix, from the head downwards.

    The head's slope is contracted last, so that no delta is ever formed.
    """
    trace = net.forward(X)
    rule = losses.named(loss)
    slope = rule.value_and_grad(*rule.prepare(trace.output, Y))[1]
    L = len(net.weights)
    jacobian = np.tile(np.eye(net.sizes[-1]), (len(X), 1, 1))
    jacobians = [jacobian]
    for layer in range(L - 1, 0, -1):
        bend = net.units[layer - 1].prime(trace.Zs[layer - 1])
        jacobian = np.einsum("mok,jk,mj->moj", jacobian, net.weights[layer], bend)
        jacobians.insert(0, jacobian)
    dWs = [np.einsum("mo,mok,mj->jk", slope, J, trace.As[i]) for i, J in enumerate(jacobians)]
    return [*dWs, *(np.einsum("mo,mok->k", slope, J) for J in jacobians)]


def by_torch(net, X, Y, loss):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra")
    F = torch.nn.functional
    params = [torch.tensor(w, requires_grad=True) for w in [*net.weights, *net.biases]]
    L = len(net.weights)
    A = torch.tensor(X)
    for layer in range(L):
        A = A @ params[layer] + params[L + layer]
        if layer < L - 1 and net.hidden != "identity":
            A = getattr(F, net.hidden)(A)
    Y = torch.tensor(Y)
    value = {
        "square": lambda: ((A - Y) ** 2).sum() / (2 * len(X)),
        "logistic": lambda: F.binary_cross_entropy_with_logits(
            A, Y.to(A.dtype), reduction="sum"
        ) / len(X),
        "softmax": lambda: F.cross_entropy(A, Y),
    }[loss]()  # fmt: skip
    value.backward()
    return value.item(), A.detach().numpy(), [w.grad.numpy() for w in params]


# Three ways that agree


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("sizes", SIZES)
def test_every_gradient_three_ways(sizes, hidden, loss, rng):
    net, X = network(sizes, rng, hidden), rng.normal(size=(7, 3))
    Y = targets(loss, 7, 2, rng)
    value, gradients = net.loss_and_gradients(X, Y, loss)
    ours = flat(gradients)
    for mine, numeric in zip(ours, by_differences(net, X, Y, loss), strict=True):
        assert relative_error(mine, numeric) < 1e-5
    for mine, other in zip(ours, by_jacobians(net, X, Y, loss), strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-11, atol=1e-14)
    their_value, their_output, theirs = by_torch(net, X, Y, loss)
    np.testing.assert_allclose(net.predict(X), their_output, rtol=1e-12, atol=1e-14)
    assert value == pytest.approx(their_value, rel=1e-13)
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-11, atol=1e-14)


def backward_of(net, break_it=lambda gradients: gradients):
    """Forward and backward as functions of all arrays, for a random cotangent at the head."""
    L = len(net.weights)

    def forward(X, *params):
        return mlp.forward(X, params[:L], params[L:], net.units).output

    def backward(v, X, *params):
        trace = mlp.forward(X, params[:L], params[L:], net.units)
        gradients = flat(break_it(mlp.backward(trace, v, params[:L], net.units)))
        return [v @ params[0].T if L == 1 else input_slope(net, trace, v), *gradients]

    return forward, backward


def input_slope(net, trace, delta):
    """backward stops at the first layer; one more step gives the slope in X."""
    for layer in range(len(net.weights) - 1, 0, -1):
        delta = (delta @ net.weights[layer].T) * net.units[layer - 1].prime(trace.Zs[layer - 1])
    return delta @ net.weights[0].T


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("sizes", SIZES)
def test_backward_is_right_for_a_random_cotangent(sizes, hidden, rng):
    net, X = network(sizes, rng, hidden), rng.normal(size=(4, 3))
    forward, backward = backward_of(net)
    assert check_vjp(forward, backward, [X, *net.weights, *net.biases], rng) < 1e-5


def test_a_random_cotangent_refuses_a_bias_slope_that_is_a_mean_and_not_a_sum(rng):
    net, X = network((3, 5, 2), rng), rng.normal(size=(4, 3))
    forward, backward = backward_of(
        net, lambda g: mlp.Gradients(g.weights, [db / len(X) for db in g.biases])
    )
    assert check_vjp(forward, backward, [X, *net.weights, *net.biases], rng) > 0.1


def test_gradients_have_the_shapes_of_their_parameters(rng):
    net = network((3, 5, 4, 2), rng)
    gradients = net.loss_and_gradients(rng.normal(size=(7, 3)), np.zeros((7, 2)), "square")[1]
    assert [dW.shape for dW in gradients.weights] == [(3, 5), (5, 4), (4, 2)]
    assert [db.shape for db in gradients.biases] == [(5,), (4,), (2,)]


# What the forward pass means


def test_affine_is_a_weighted_sum_for_every_row_and_unit(rng):
    A, W, b = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
    loops = [[sum(A[i, k] * W[k, j] for k in range(3)) + b[j] for j in range(2)] for i in range(4)]
    np.testing.assert_allclose(mlp.affine(A, W, b), loops, rtol=1e-14)
    np.testing.assert_array_equal(mlp.affine([[1, 2]], [[3], [4]], [5]), [[16.0]])


def test_trace_holds_x_every_pre_activation_and_every_activation(rng):
    net, X = network((3, 5, 4, 2), rng, "relu"), rng.normal(size=(7, 3))
    trace = net.forward(X)
    assert [Z.shape for Z in trace.Zs] == [(7, 5), (7, 4), (7, 2)]
    assert [A.shape for A in trace.As] == [(7, 3), (7, 5), (7, 4), (7, 2)]
    np.testing.assert_array_equal(trace.As[0], X)
    for layer, (W, b) in enumerate(zip(net.weights, net.biases, strict=True)):
        np.testing.assert_array_equal(trace.Zs[layer], mlp.affine(trace.As[layer], W, b))
    for layer in (0, 1):
        np.testing.assert_array_equal(trace.As[layer + 1], np.maximum(trace.Zs[layer], 0))
    np.testing.assert_array_equal(trace.output, trace.Zs[-1])
    np.testing.assert_array_equal(net.predict(X), trace.output)


def test_a_network_of_linear_units_is_one_affine_map(rng):
    net, X = network((3, 5, 4, 2), rng, "identity"), rng.normal(size=(7, 3))
    (W1, W2, W3), (b1, b2, b3) = net.weights, net.biases
    collapsed = mlp.affine(X, W1 @ W2 @ W3, (b1 @ W2 + b2) @ W3 + b3)
    np.testing.assert_allclose(net.predict(X), collapsed, rtol=1e-12)


@given(seed=st.integers(0, 10_000), m=st.integers(1, 6))
def test_every_row_is_answered_as_if_it_were_alone(seed, m):
    rng = np.random.default_rng(seed)
    net, X = network((3, 4, 2), rng, "softplus"), rng.normal(size=(m, 3))
    alone = np.concatenate([net.predict(row[None, :]) for row in X])
    np.testing.assert_allclose(net.predict(X), alone, rtol=1e-12, atol=1e-14)


@given(seed=st.integers(0, 10_000), order=st.permutations(range(5)))
def test_renumbering_the_hidden_units_renumbers_their_gradients_and_nothing_else(seed, order):
    rng = np.random.default_rng(seed)
    net, X, Y = network((3, 5, 2), rng), rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    (W1, W2), (b1, b2) = net.weights, net.biases
    twin = MLP([W1[:, order], W2[order]], [b1[order], b2], net.hidden)
    np.testing.assert_allclose(twin.predict(X), net.predict(X), rtol=1e-12, atol=1e-14)
    g, g_twin = (n.loss_and_gradients(X, Y, "square")[1] for n in (net, twin))
    np.testing.assert_allclose(g_twin.weights[0], g.weights[0][:, order], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(g_twin.weights[1], g.weights[1][order], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("loss", LOSSES)
def test_duplicated_data_keep_loss_and_gradients(loss, rng):
    net, X, Y = network((3, 5, 2), rng), rng.normal(size=(4, 3)), targets(loss, 4, 2, rng)
    value, once = net.loss_and_gradients(X, Y, loss)
    value_3, thrice = net.loss_and_gradients(np.tile(X, (3, 1)), np.concatenate([Y] * 3), loss)
    assert value_3 == pytest.approx(value, rel=1e-13)
    for g, g_3 in zip(flat(once), flat(thrice), strict=True):
        np.testing.assert_allclose(g_3, g, rtol=1e-12, atol=1e-14)


def test_sizes_and_units_tell_the_architecture(rng):
    net = network((3, 5, 4, 2), rng, "relu")
    assert net.sizes == [3, 5, 4, 2]
    assert [unit.name for unit in net.units] == ["relu", "relu", "identity"]


def test_no_rows_in_no_rows_out(rng):
    assert network((3, 5, 2), rng).predict(np.zeros((0, 3))).shape == (0, 2)


# Types, extremes, inputs left alone


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("hidden", [*HIDDEN, "step"])
def test_a_float32_network_computes_in_float32_only(hidden, loss, rng):
    net = network((3, 5, 4, 2), rng, hidden, np.float32)
    X, Y = rng.normal(size=(7, 3)), targets(loss, 7, 2, rng)
    trace = net.forward(X)
    gradients = net.loss_and_gradients(X, Y, loss)[1]
    seen = {a.dtype for a in [*trace.As, *trace.Zs, *flat(gradients)]}
    assert seen == {np.dtype(np.float32)}


def test_a_float64_network_takes_float32_and_integer_rows_without_loss(rng):
    net = network((2, 3, 1), rng)
    for dtype in (np.float32, np.int8, np.bool_):
        X = np.array([[1, 0], [0, 1]]).astype(dtype)
        assert net.predict(X).dtype == np.float64
        np.testing.assert_array_equal(net.predict(X), net.predict(X.astype(np.float64)))


def test_integer_weights_become_float64():
    net = MLP([[[1, 2]], [[3], [4]]], [[0, 1], [1]])
    assert {a.dtype for a in [*net.weights, *net.biases]} == {np.dtype(np.float64)}
    np.testing.assert_array_equal(net.predict([[0.5]]), [[3 * 0.5 + 4 * 2 + 1]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("loss", LOSSES)
def test_pre_activations_of_1000_give_finite_losses_and_gradients(loss, hidden, dtype):
    weights = [np.array([[1.0, -1.0]]), np.array([[1.0, -1.0], [-1.0, 1.0]])]
    net = MLP([W.astype(dtype) for W in weights], [np.zeros(2, dtype)] * 2, hidden)
    Y = [0, 1, 0] if loss == "softmax" else [[0, 1], [1, 0], [0, 0]]
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, gradients = net.loss_and_gradients([[1000], [-1000], [0]], Y, loss)
    assert np.isfinite(value)
    assert all(np.isfinite(g).all() for g in flat(gradients))


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_nothing_writes_into_arrays_that_it_was_given(hidden, loss, rng):
    net, X, Y = network((3, 5, 2), rng, hidden), rng.normal(size=(4, 3)), targets(loss, 4, 2, rng)
    for array in [*net.weights, *net.biases, X, Y]:
        array.setflags(write=False)
    net.loss_and_gradients(X, Y, loss)
    trace, delta = net.forward(X), np.ones((4, 2))
    for array in [*trace.As, *trace.Zs, delta]:
        array.setflags(write=False)
    mlp.backward(trace, delta, net.weights, net.units)


def test_a_network_cannot_be_reassigned(rng):
    net = network((3, 2), rng)
    with pytest.raises(dataclasses.FrozenInstanceError):
        net.weights = []


# Refusals

W1, W2, b1, b2 = np.zeros((2, 3)), np.zeros((3, 1)), np.zeros(3), np.zeros(1)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: mlp.affine([1, 2], W1, b1), ValueError, "affine: A has shape (2,)"),
        (lambda: mlp.affine(np.ones((4, 2)), W1.T, b1), ValueError, "n_in = 2 from A. Try W.T."),
        (lambda: mlp.affine(np.ones((4, 2)), W1, b1[None]), ValueError, "Try b.ravel()."),
        (lambda: MLP([], []), ValueError, "0 weight arrays and 0 bias arrays, expected one of"),
        (lambda: MLP([W1, W2], [b1]), ValueError, "MLP: 2 weight arrays and 1 bias arrays"),
        (lambda: MLP([W1, W2.T], [b1, b2]), ValueError, "n_1 = 3 from weights[0]"),
        (lambda: MLP([W1, W1], [b1, b2]), ValueError, "weights[1] has shape (2, 3)"),
        (lambda: MLP([W1, W2], [b2, b2]), ValueError, "biases[0] has shape (1,), expected (n_1,)"),
        (lambda: MLP([W1, W2], [b1[:, None], b2]), ValueError, "Try biases[0].ravel()."),
        (lambda: MLP([[["a"]]], [[0]]), TypeError, "MLP: weights[0] holds <U1 values"),
        (lambda: MLP([W1.astype(np.float32)], [b1]), TypeError,
         "MLP: biases[0] holds float64 values, expected float32 as in weights[0]. "
         "Try biases[0].astype(np.float32)."),
        (lambda: MLP([W1, W2.astype(np.float32)], [b1, b2]), TypeError, "MLP: weights[1] holds"),
        (lambda: MLP([W1], [b1], "rely"), ValueError, "'rely', expected one of 'identity'"),
        (lambda: MLP([W1], [b1]).predict([1, 2]), ValueError,
         "MLP.forward: X has shape (2,), expected (m, n_in) with n_in = 2 from W. "
         "Try X[None, :], a batch of one row."),
        (lambda: MLP([W1], [b1]).forward(np.ones((2, 5))), ValueError, "Try X.T."),
        (lambda: MLP([W1], [b1]).predict([["a", "b"]]), TypeError, "MLP.forward: X holds <U1"),
        (lambda: MLP([W1], [b1]).loss_and_gradients(np.ones((5, 3)), 0, "square"), ValueError,
         "MLP.loss_and_gradients: X has shape (5, 3)"),
        (lambda: MLP([W1], [b1]).loss_and_gradients(np.ones((5, 2)), np.ones(5), "square"),
         ValueError, "Y has shape (5,), expected (m, n_out)"),
        (lambda: MLP([W1], [b1]).loss_and_gradients(np.ones((5, 2)), np.ones((5, 1)), "logistic"),
         ValueError, "y has shape (5, 1), expected (m, n_out)"),
        (lambda: MLP([W1], [b1]).loss_and_gradients(np.ones((5, 2)), [0, 1, 2, 3, 0], "softmax"),
         ValueError, "cross_entropy: y runs from 0 to 3, expected 0 to 2."),
        (lambda: MLP([W1], [b1]).loss_and_gradients(np.ones((0, 2)), np.ones((0, 3)), "square"),
         ValueError, "Y_hat has shape (0, 3), expected at least one example"),
        (lambda: MLP([W1], [b1]).loss_and_gradients(np.ones((5, 2)), np.ones((5, 3)), "l2"),
         ValueError, "losses.named: name is 'l2'"),
    ],
)  # fmt: skip
def test_network_refuses(call, error, message):
    with pytest.raises(error, match=re.escape(message)):
        call()


def test_a_trace_unpacks_into_pre_activations_and_activations(rng):
    net = MLP(
        [rng.normal(size=(2, 3)), rng.normal(size=(3, 1))], [np.zeros(3), np.zeros(1)], "tanh"
    )
    trace = net.forward(rng.normal(size=(4, 2)))
    Zs, As = trace
    assert Zs is trace.Zs
    assert As is trace.As
