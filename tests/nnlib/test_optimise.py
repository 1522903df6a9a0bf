"""Steps and schedules: closed forms, a second convention, PyTorch; types and refusals."""

import math
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import optimise
from nnlib.optimise import SGD, Adam, Momentum, adam_step, momentum_step, sgd_step

SHAPES = [(2, 3), (3,), ()]


def draw(rng, dtype=np.float64):
    return [np.asarray(rng.normal(size=shape), dtype=dtype) for shape in SHAPES]


def frozen(arrays):
    for array in arrays:
        array.setflags(write=False)
    return arrays


def assert_same(ours, theirs, **tolerance):
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, **tolerance)


def walk(optimiser, params, all_grads):
    for grads in all_grads:
        params = optimiser.update(params, grads)
    return params


def torch_walk(name, settings, params, all_grads):
    """The same gradients, one after the other, through torch.optim."""
    torch = pytest.importorskip("torch", reason="PyTorch is an extra")
    tensors = [torch.tensor(w, requires_grad=True) for w in params]
    optimiser = getattr(torch.optim, name)(tensors, **settings)
    for grads in all_grads:
        for tensor, g in zip(tensors, grads, strict=True):
            tensor.grad = torch.tensor(g)
        optimiser.step()
    return [tensor.detach().numpy() for tensor in tensors]


# Plain steps


def test_sgd_step_is_w_minus_lr_g_in_every_entry_and_every_shape(rng):
    params, grads = draw(rng), draw(rng)
    for new, w, g in zip(sgd_step(params, grads, 0.3), params, grads, strict=True):
        np.testing.assert_allclose(new, w - 0.3 * g, rtol=1e-14)
        assert np.shape(new) == w.shape


@given(
    a=st.floats(0.1, 3), lr=st.floats(0.01, 0.5), start=st.floats(-10, 10), steps=st.integers(1, 30)
)
def test_sgd_on_a_parabola_shrinks_by_the_same_factor_every_step(a, lr, start, steps):
    w, optimiser = [np.array([start])], SGD(lr)
    for _ in range(steps):
        w = optimiser.update(w, [a * w[0]])
    assert w[0][0] == pytest.approx(start * (1 - lr * a) ** steps, rel=1e-9, abs=1e-12)


def test_sgd_is_pytorch_s(rng):
    params, all_grads = draw(rng), [draw(rng) for _ in range(20)]
    theirs = torch_walk("SGD", {"lr": 0.1}, params, all_grads)
    assert_same(walk(SGD(0.1), params, all_grads), theirs, rtol=1e-13, atol=1e-15)


# Momentum


@given(
    lr=st.floats(0.001, 1), mu=st.floats(0, 1), seed=st.integers(0, 1000), steps=st.integers(1, 20)
)
def test_momentum_with_lr_inside_or_outside_the_velocity_walks_the_same_path(lr, mu, seed, steps):
    rng = np.random.default_rng(seed)
    w, v = draw(rng), [np.zeros(shape) for shape in SHAPES]
    w_outside, u = w, v
    for _ in range(steps):
        grads = draw(rng)
        w, v = momentum_step(w, v, grads, lr, mu)
        u = [mu * b + g for b, g in zip(u, grads, strict=True)]  # the other convention
        w_outside = [a - lr * b for a, b in zip(w_outside, u, strict=True)]
        assert_same(w, w_outside, rtol=1e-9, atol=1e-11)
        assert_same(v, [-lr * b for b in u], rtol=1e-9, atol=1e-11)


def test_momentum_is_pytorch_s(rng):
    params, all_grads = draw(rng), [draw(rng) for _ in range(20)]
    theirs = torch_walk("SGD", {"lr": 0.1, "momentum": 0.9}, params, all_grads)
    assert_same(walk(Momentum(0.1, 0.9), params, all_grads), theirs, rtol=1e-12, atol=1e-14)


def test_momentum_zero_is_plain_sgd(rng):
    params, all_grads = draw(rng), [draw(rng) for _ in range(5)]
    plain = walk(SGD(0.1), params, all_grads)
    assert_same(walk(Momentum(0.1, 0.0), params, all_grads), plain, rtol=1e-13)


def test_momentum_on_a_constant_slope_reaches_lr_over_one_minus_mu():
    optimiser, w = Momentum(0.1, 0.9), [np.zeros(1)]
    for _ in range(300):
        w = optimiser.update(w, [np.ones(1)])
    assert optimiser.velocity[0][0] == pytest.approx(-0.1 / (1 - 0.9), rel=1e-9)


# Adam


def test_adam_is_pytorch_s_step_by_step(rng):
    params, all_grads = draw(rng), [draw(rng) for _ in range(20)]
    settings = {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-6}
    for steps in (1, 2, 20):
        theirs = torch_walk("Adam", settings, params, all_grads[:steps])
        ours = walk(Adam(0.05, 0.8, 0.95, 1e-6), params, all_grads[:steps])
        assert_same(ours, theirs, rtol=1e-12, atol=1e-14)


def test_adam_averages_are_the_weighted_sums_that_they_stand_for(rng):
    T, beta1, beta2 = 12, 0.9, 0.99
    gs = rng.normal(size=(T, 4))
    w, mean, square = [np.zeros(4)], [np.zeros(4)], [np.zeros(4)]
    for t in range(1, T + 1):
        before = w
        w, mean, square = adam_step(w, mean, square, [gs[t - 1]], t, 0.1, beta1, beta2, 1e-8)
    ages = np.arange(T)[::-1]
    by_weights = [np.average(p, axis=0, weights=beta**ages) for p, beta in
                  ((gs, beta1), (gs**2, beta2))]  # fmt: skip
    np.testing.assert_allclose(mean[0] / (1 - beta1**T), by_weights[0], rtol=1e-12)
    np.testing.assert_allclose(square[0] / (1 - beta2**T), by_weights[1], rtol=1e-12)
    move = -0.1 * by_weights[0] / (np.sqrt(by_weights[1]) + 1e-8)
    np.testing.assert_allclose(w[0] - before[0], move, rtol=1e-11)


@given(st.floats(1e-3, 1e6), st.sampled_from([-1, 1]))
def test_the_first_adam_step_has_length_lr_whatever_the_size_of_the_slope(size, sign):
    moved = Adam(0.01).update([np.zeros(1)], [np.array([sign * size])])
    assert moved[0][0] == pytest.approx(-0.01 * sign, rel=1e-4)


def test_adam_stays_where_the_slope_is_zero():
    np.testing.assert_array_equal(Adam(0.1).update([np.ones(3)], [np.zeros(3)])[0], np.ones(3))


# What the classes remember


@pytest.mark.parametrize("make", [SGD, Momentum, Adam])
def test_a_schedule_is_asked_with_0_1_2(make):
    asked = []

    def schedule(step):
        asked.append(step)
        return 0.1

    optimiser = make(schedule)
    walk(optimiser, [np.zeros(2)], [[np.ones(2)]] * 3)
    assert asked == [0, 1, 2]
    assert optimiser.taken == 3


@pytest.mark.parametrize("make", [SGD, Momentum, Adam])
def test_a_constant_schedule_is_the_number(make, rng):
    params, all_grads = draw(rng), [draw(rng) for _ in range(4)]
    by_number = walk(make(0.2), params, all_grads)
    by_schedule = walk(make(optimise.constant(0.2)), params, all_grads)
    for a, b in zip(by_number, by_schedule, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_schedule_changes_the_step_that_it_names():
    w = walk(SGD(lambda step: [1.0, 10.0][step]), [np.zeros(1)], [[np.ones(1)], [np.ones(1)]])
    assert w[0][0] == -11


# Schedules


def test_decay_falls_like_one_over_time():
    schedule = optimise.decay(0.5, 0.1)
    assert [schedule(t) for t in (0, 10, 90)] == pytest.approx([0.5, 0.25, 0.05])


def test_step_drops_multiplies_after_every_so_many_steps():
    schedule = optimise.step_drops(1.0, every=3, factor=0.5)
    assert [schedule(t) for t in range(8)] == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25]


def test_cosine_goes_from_lr_through_half_to_zero_and_stays_there():
    schedule = optimise.cosine(0.8, steps=100)
    assert [schedule(t) for t in (0, 50, 100, 1000)] == pytest.approx([0.8, 0.4, 0, 0], abs=1e-15)
    assert schedule(25) == pytest.approx(0.8 * (1 + math.sqrt(0.5)) / 2)


@pytest.mark.parametrize(
    "schedule",
    [
        optimise.constant(1),
        optimise.decay(1, 0.2),
        optimise.step_drops(1, 4),
        optimise.cosine(1, 9),
    ],
    ids=["constant", "decay", "step_drops", "cosine"],
)
def test_no_schedule_ever_rises_or_falls_below_zero(schedule):
    rates = [schedule(t) for t in range(20)]
    assert rates[0] == 1
    assert all(a >= b >= 0 for a, b in pairwise(rates))


# Types, shapes, inputs left alone


@pytest.mark.parametrize("number", [float, np.float64, np.float32])
def test_steps_keep_float32_whatever_kind_of_number_lr_and_the_rest_are(number, rng):
    params, grads = draw(rng, np.float32), draw(rng, np.float32)
    zeros, lr, mu = [np.zeros_like(w) for w in params], number(0.1), number(0.5)
    made = [
        *sgd_step(params, grads, lr),
        *(a for arrays in momentum_step(params, zeros, grads, lr, mu) for a in arrays),
        *(a for arrays in adam_step(params, zeros, zeros, grads, np.int64(1), lr, mu, mu, mu)
          for a in arrays),
    ]  # fmt: skip
    assert {a.dtype for a in made} == {np.dtype(np.float32)}


@pytest.mark.parametrize("lr", [np.float64(0.1), lambda step: np.float64(0.1)])
@pytest.mark.parametrize("make", [SGD, Momentum, Adam])
def test_optimisers_keep_float32_over_several_steps_also_with_schedules(make, lr, rng):
    params = draw(rng, np.float32)
    moved = walk(make(lr), params, [draw(rng, np.float32) for _ in range(3)])
    assert {a.dtype for a in moved} == {np.dtype(np.float32)}


def test_integer_parameters_are_never_truncated():
    params, grads, zeros = [np.array([1, 2])], [np.array([1, 3])], [np.array([0, 0])]
    np.testing.assert_allclose(sgd_step(params, grads, 0.1)[0], [0.9, 1.7])
    np.testing.assert_allclose(momentum_step(params, zeros, grads, 0.1, 0.9)[0][0], [0.9, 1.7])
    np.testing.assert_allclose(adam_step(params, zeros, zeros, grads, 1, 0.1)[0][0], [0.9, 1.9])
    np.testing.assert_allclose(walk(Momentum(0.1), params, [grads] * 2)[0], [0.71, 1.13])


@pytest.mark.parametrize("make", [SGD, Momentum, Adam])
def test_optimisers_write_into_nothing_they_were_given_or_have_given_away(make, rng):
    optimiser, params = make(0.1), frozen(draw(rng))
    given_away = params
    for _ in range(3):
        given_away = frozen(optimiser.update(given_away, frozen(draw(rng))))
    before = draw(np.random.default_rng(20_26))
    for w, expected in zip(params, before, strict=True):
        np.testing.assert_array_equal(w, expected)


def test_step_functions_write_into_none_of_their_inputs(rng):
    params, a, b, grads = (frozen(draw(rng)) for _ in range(4))
    sgd_step(params, grads, 0.1)
    momentum_step(params, a, grads, 0.1, 0.9)
    adam_step(params, a, [s**2 for s in b], grads, 1, 0.1)


# Refusals

w, row = [np.zeros(3)], [np.zeros((5, 3))]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sgd_step(w, row, 0.1),
         "sgd_step: grads has shapes [(5, 3)], expected [(3,)] from params."),
        (lambda: sgd_step(w, [], 0.1), "sgd_step: grads has shapes [], expected [(3,)]"),
        (lambda: momentum_step(w, w, row, 0.1, 0.9), "momentum_step: grads has shapes [(5, 3)]"),
        (lambda: momentum_step(w, row, w, 0.1, 0.9), "momentum_step: velocity has shapes"),
        (lambda: adam_step(w, row, w, w, 1, 0.1), "adam_step: mean has shapes [(5, 3)]"),
        (lambda: adam_step(w, w, row, w, 1, 0.1), "adam_step: square has shapes [(5, 3)]"),
        (lambda: adam_step(w, w, w, row, 1, 0.1), "adam_step: grads has shapes [(5, 3)]"),
        (lambda: adam_step(w, w, w, w, 0, 0.1), "adam_step: t is 0, expected a whole number"),
        (lambda: adam_step(w, w, w, w, 1.5, 0.1), "adam_step: t is 1.5, expected a whole number"),
        (lambda: SGD(-0.1), "SGD: lr is -0.1, expected a number of at least 0. Try lr=0.1."),
        (lambda: SGD("fast"), "SGD: lr is 'fast', expected a number"),
        (lambda: SGD(np.nan), "SGD: lr is nan, expected a number"),
        (lambda: Momentum(np.array([0.1, 0.2])), "Momentum: lr is array([0.1, 0.2])"),
        (lambda: Momentum(0.1, 1.1), "Momentum: mu is 1.1, expected a number from 0 to 1."),
        (lambda: Adam(None), "Adam: lr is None"),
        (lambda: Adam(beta1=1), "Adam: beta1 is 1, expected below 1. Try beta1=0.9."),
        (lambda: Adam(beta2=1.0), "Adam: beta2 is 1.0, expected below 1."),
        (lambda: Adam(beta2=-0.1), "Adam: beta2 is -0.1, expected a number of at least 0."),
        (lambda: Adam(eps=0), "Adam: eps is 0, expected a number above 0."),
        (lambda: optimise.constant(-1), "constant: lr is -1"),
        (lambda: optimise.decay(1, -1), "decay: rate is -1"),
        (lambda: optimise.step_drops(1, 2.5), "step_drops: every is 2.5, expected a whole number"),
        (lambda: optimise.step_drops(1, 2, 3), "step_drops: factor is 3, expected a number from"),
        (lambda: optimise.cosine(1, 0), "cosine: steps is 0, expected a whole number"),
    ],
)  # fmt: skip
def test_optimisers_refuse(call, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        call()


@pytest.mark.parametrize("make", [Momentum, Adam])
def test_an_optimiser_that_remembers_another_network_refuses_this_one(make):
    optimiser = make(0.1)
    optimiser.update([np.zeros(3)], [np.ones(3)])
    with pytest.raises(ValueError, match=re.escape("has shapes [(3,)], expected [(4,)]")):
        optimiser.update([np.zeros(4)], [np.ones(4)])


def test_a_path_keeps_every_place_and_leaves_the_start_alone():
    start = np.array([8, -4])
    walked = optimise.sgd_run(lambda w, batch: batch * w, start, [1, 1, 0], 0.5)
    assert walked.tolist() == [[8, -4], [4, -2], [2, -1], [2, -1]]
    assert start.tolist() == [8, -4]


def test_a_price_on_weights_joins_their_slopes_and_leaves_biases_alone():
    weights, biases = np.array([[2.0, -4.0]]), np.array([3.0])
    slopes = [np.array([[1.0, 0.0]]), np.array([1.0])]
    W, b = optimise.Decayed(SGD(0.5), 0.25).update([weights, biases], slopes)
    assert W.tolist() == [[2 - 0.5 * (1 + 0.5), -4 + 0.5 * 1]]
    assert b.tolist() == [2.5]
    free = optimise.Decayed(Adam(0.1), 0.0).update([weights, biases], slopes)
    assert_same(free, Adam(0.1).update([weights, biases], slopes))
    with pytest.raises(ValueError, match="Decayed: lam is -1"):
        optimise.Decayed(SGD(0.1), -1)
