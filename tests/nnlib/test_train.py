"""The loop: PyTorch step by step, early stopping on a script, restarts, the bar, refusals."""

import io
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import losses, regularise, train
from nnlib.mlp import MLP
from nnlib.optimise import SGD, Adam, Momentum
from nnlib.train import Fit, History, descend, fit, minibatches, progress_bar, restarts

LOSSES = ["square", "logistic", "softmax"]


def network(sizes, rng, hidden="tanh", dtype=np.float64):
    pairs = list(pairwise(sizes))
    return MLP(
        [rng.normal(size=pair).astype(dtype) for pair in pairs],
        [rng.normal(size=n_out).astype(dtype) for _, n_out in pairs],
        hidden,
    )


def problem(loss, rng, m=12, n_out=2):
    X = rng.normal(size=(m, 3))
    if loss == "softmax":
        return X, rng.integers(0, n_out, size=m)
    if loss == "logistic":
        return X, rng.integers(0, 2, size=(m, n_out))
    return X, rng.normal(size=(m, n_out))


def xor_clouds(rng, m=80):
    """Four clouds round (±1, ±1); the class says whether the two signs differ."""
    corners = rng.choice([-1, 1], size=(m, 2))
    return corners + 0.2 * rng.normal(size=(m, 2)), (corners[:, 0] != corners[:, 1]).astype(int)


def arrays_of(model):
    return [*model.weights, *model.biases]


def assert_same_network(a, b):
    for one, other in zip(arrays_of(a), arrays_of(b), strict=True):
        np.testing.assert_array_equal(one, other)


@dataclass
class Script:
    """An optimiser whose only weight goes where it is told: the loss of each epoch is known."""

    ws: list
    turn: int = 0

    def update(self, params, grads):
        self.turn += 1
        return [np.array([[float(self.ws[self.turn - 1])]]), np.zeros(1)]


def scripted(ws, validation=True, **options):
    """One step an epoch; the validation loss after epoch t is ws[t]² / 2."""
    start = MLP([np.array([[99.0]])], [np.zeros(1)])
    one = ([[1.0]], [[0.0]])
    return fit(
        start, *one, loss="square", optimiser=Script(ws), epochs=len(ws), batch_size=1,
        rng=np.random.default_rng(0), validation=one if validation else None, **options,
    )  # fmt: skip


# One step


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("hidden", ["tanh", "relu", "sigmoid"])
def test_twenty_steps_leave_the_weights_of_pytorch_after_every_one(hidden, loss, rng):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra")
    F = torch.nn.functional
    net, (X, Y) = network((3, 5, 4, 2), rng, hidden), problem(loss, rng)
    rule = losses.named(loss)
    _, targets = rule.prepare(np.zeros((12, 2)), Y)
    theirs = [torch.tensor(a, requires_grad=True) for a in arrays_of(net)]
    their_sgd = torch.optim.SGD(theirs, lr=0.1)
    their_X, their_Y = torch.tensor(X), torch.tensor(Y)
    their_loss = {
        "square": lambda Z: ((Z - their_Y) ** 2).sum() / 24,
        "logistic": lambda Z: F.binary_cross_entropy_with_logits(
            Z, their_Y.double(), reduction="sum") / 12,
        "softmax": lambda Z: F.cross_entropy(Z, their_Y),
    }[loss]  # fmt: skip
    params, sgd = arrays_of(net), SGD(0.1)
    for _ in range(20):
        params, value = train.step(params, net.units, X, targets, rule, sgd)
        A = their_X
        for layer in range(3):
            A = A @ theirs[layer] + theirs[3 + layer]
            A = getattr(torch, hidden)(A) if layer < 2 else A
        their_sgd.zero_grad()
        their_value = their_loss(A)
        their_value.backward()
        their_sgd.step()
        assert value == pytest.approx(their_value.item(), abs=1e-12)
        for ours, other in zip(params, theirs, strict=True):
            np.testing.assert_allclose(ours, other.detach().numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_step_is_the_start_minus_lr_times_the_gradients_and_tells_the_loss_before(loss, rng):
    net, (X, Y) = network((3, 5, 2), rng), problem(loss, rng)
    expected_value, gradients = net.loss_and_gradients(X, Y, loss)
    rule = losses.named(loss)
    _, targets = rule.prepare(np.zeros((12, 2)), Y)
    params, value = train.step(arrays_of(net), net.units, X, targets, rule, SGD(0.3))
    assert value == expected_value
    slopes = [*gradients.weights, *gradients.biases]
    for new, w, g in zip(params, arrays_of(net), slopes, strict=True):
        np.testing.assert_allclose(new, w - 0.3 * g, rtol=1e-14)


# Mini-batches


@given(m=st.integers(0, 60), batch_size=st.integers(1, 70), seed=st.integers(0, 1000))
def test_minibatches_visit_every_index_once_and_only_the_last_is_short(m, batch_size, seed):
    batches = list(minibatches(m, batch_size, np.random.default_rng(seed)))
    seen = np.concatenate([np.zeros(0, int), *batches])
    np.testing.assert_array_equal(np.sort(seen), np.arange(m))
    assert len(batches) == -(-m // batch_size)
    assert all(len(rows) == batch_size for rows in batches[:-1])


def test_minibatches_are_shuffled_anew_every_epoch_and_repeat_with_the_seed():
    rng = np.random.default_rng(3)
    first, second = (np.concatenate(list(minibatches(50, 8, rng))) for _ in range(2))
    again = np.concatenate(list(minibatches(50, 8, np.random.default_rng(3))))
    assert not np.array_equal(first, np.arange(50))
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(first, again)


# Training


@pytest.mark.parametrize(
    ("optimiser", "loss"),
    [(SGD(0.5), "softmax"), (Momentum(0.1), "logistic"), (Adam(0.02), "square")],
)
def test_xor_clouds_are_learned(optimiser, loss, rng):
    X, y = xor_clouds(rng)
    K = 2 if loss == "softmax" else 1
    net = network((2, 8, K), rng)
    done = fit(
        net, X, y if loss == "softmax" else y[:, None], loss=loss, optimiser=optimiser,
        epochs=60, batch_size=10, rng=rng,
    )  # fmt: skip
    Z = done.model.predict(X)
    guess = Z.argmax(axis=1) if loss == "softmax" else Z[:, 0] > (0.5 if loss == "square" else 0)
    assert done.history.loss[-1] < 0.2 * done.history.loss[0]
    assert losses.zero_one_loss(guess, y) <= 0.02


@pytest.mark.parametrize("loss", LOSSES)
def test_a_batch_larger_than_the_data_is_gradient_descent_on_all_of_it(loss, rng):
    net, (X, Y) = network((3, 5, 2), rng), problem(loss, rng)
    done = fit(net, X, Y, loss=loss, optimiser=SGD(0.2), epochs=3, batch_size=1000, rng=rng)
    by_hand = net
    for _ in range(3):
        _, g = by_hand.loss_and_gradients(X, Y, loss)
        by_hand = MLP(
            [W - 0.2 * dW for W, dW in zip(by_hand.weights, g.weights, strict=True)],
            [b - 0.2 * db for b, db in zip(by_hand.biases, g.biases, strict=True)],
            net.hidden,
        )
    for ours, other in zip(arrays_of(done.model), arrays_of(by_hand), strict=True):
        np.testing.assert_allclose(ours, other, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("loss", LOSSES)
def test_epoch_loss_weighs_a_short_last_batch_by_its_rows(loss, rng):
    net, (X, Y) = network((3, 5, 2), rng), problem(loss, rng)
    done = fit(net, X, Y, loss=loss, optimiser=SGD(0), epochs=2, batch_size=5, rng=rng)
    expected, _ = net.loss_and_gradients(X, Y, loss)
    assert done.history.loss == pytest.approx([expected, expected], rel=1e-13)


def test_validation_loss_is_that_of_the_network_after_the_epoch(rng):
    net, (X, Y), held_out = network((3, 5, 2), rng), problem("square", rng), problem("square", rng)
    done = fit(net, X, Y, loss="square", optimiser=SGD(0.01), epochs=1, batch_size=4, rng=rng,
               validation=held_out)  # fmt: skip
    after, _ = done.model.loss_and_gradients(*held_out, "square")
    assert done.history.validation == [after]
    assert done.history.best == 0


def test_the_same_seed_gives_the_same_network_also_when_the_optimiser_is_used_again(rng):
    net, (X, Y) = network((3, 5, 2), rng), problem("square", rng)
    for optimiser in (SGD(0.1), Momentum(0.1), Adam(0.1)):
        one, other = (
            fit(net, X, Y, loss="square", optimiser=optimiser, epochs=3, batch_size=5,
                rng=np.random.default_rng(1))
            for _ in range(2)
        )  # fmt: skip
        assert_same_network(one.model, other.model)
        assert one.history == other.history
        assert optimiser.taken == 0


@pytest.mark.parametrize("lr", [0.1, np.float64(0.1), lambda step: np.float64(0.1)])
@pytest.mark.parametrize("make", [SGD, Momentum, Adam])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_float32_network_stays_float32_through_training(loss, make, lr, rng):
    net, (X, Y) = network((3, 5, 2), rng, dtype=np.float32), problem(loss, rng)
    done = fit(net, X, Y, loss=loss, optimiser=make(lr), epochs=2, batch_size=5, rng=rng,
               validation=(X, Y))  # fmt: skip
    assert {a.dtype for a in arrays_of(done.model)} == {np.dtype(np.float32)}
    assert all(type(v) is float for v in done.history.loss + done.history.validation)


@pytest.mark.parametrize("loss", LOSSES)
def test_fit_writes_neither_into_the_data_nor_into_the_network_it_starts_from(loss, rng):
    net, (X, Y), held_out = network((3, 5, 2), rng), problem(loss, rng), problem(loss, rng)
    for array in [X, Y, *held_out, *arrays_of(net)]:
        array.setflags(write=False)
    done = fit(net, X, Y, loss=loss, optimiser=Momentum(0.1), epochs=2, batch_size=5, rng=rng,
               validation=held_out)  # fmt: skip
    assert not np.array_equal(done.model.weights[0], net.weights[0])


def test_fit_takes_lists_of_integers(rng):
    net = network((2, 3, 2), rng)
    rows, classes = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    options = {"loss": "softmax", "optimiser": SGD(0.1), "epochs": 2, "batch_size": 2}
    done = fit(net, rows, classes, rng=np.random.default_rng(0), **options)
    same = fit(net, np.array(rows, float), np.array(classes), rng=np.random.default_rng(0),
               **options)  # fmt: skip
    assert_same_network(done.model, same.model)


def test_on_epoch_is_called_after_every_epoch_with_the_record_so_far():
    seen = []
    scripted([3, 2, 4], on_epoch=lambda epoch, h: seen.append((epoch, h.validation[-1], h.best)))
    assert seen == [(0, 4.5, 0), (1, 2.0, 1), (2, 8.0, 1)]


# Early stopping


def test_the_network_of_the_best_epoch_is_returned_and_not_the_last():
    done = scripted([3, 1, 2, 5])
    assert done.history.validation == [4.5, 0.5, 2.0, 12.5]
    assert done.history.best == 1
    assert done.model.weights[0] == 1


def test_without_validation_the_last_network_is_returned():
    done = scripted([3, 1, 2, 5], validation=False)
    assert done.history.validation == []
    assert done.history.best == 3
    assert done.model.weights[0] == 5


@pytest.mark.parametrize(
    ("patience", "epochs", "best"),
    [(1, 3, 1), (2, 4, 1), (3, 8, 6), (4, 8, 6), (99, 8, 6)],
)
def test_patience_counts_the_epochs_since_the_best(patience, epochs, best):
    done = scripted([3, 1, 2, 5, 0.5, 4, 0.25, 6], patience=patience)
    assert len(done.history.loss) == len(done.history.validation) == epochs
    assert done.history.best == best


def test_an_equal_validation_loss_is_not_better():
    done = scripted([1, -1, 1, -1], patience=2)
    assert done.history.best == 0
    assert len(done.history.validation) == 3


def test_improvement_at_every_epoch_never_stops_early():
    done = scripted([5, 4, 3, 2], patience=1)
    assert done.history.best == 3
    assert len(done.history.validation) == 4


def test_a_loss_that_turns_nan_leaves_the_best_network_before_it():
    done = scripted([2, 1, np.nan, np.nan, np.nan], patience=3)
    assert done.history.best == 1
    assert done.model.weights[0] == 1
    assert len(done.history.validation) == 5
    assert np.isnan(done.history.validation[2:]).all()


def test_a_loss_that_is_nan_from_the_first_epoch_leaves_the_start():
    done = scripted([np.nan] * 4, patience=2)
    assert done.history.best == -1
    assert done.model.weights[0] == 99
    assert len(done.history.validation) == 2


# Restarts


def run_that_ends_at(values):
    """Runs whose final validation losses are known, in the order in which they are asked for."""
    values = iter(values)

    def run(rng):
        value = next(values)
        return Fit(MLP([[[value]]], [[0.0]]), History([0.0], [value], 0))

    return run


def test_restarts_return_a_run_that_is_no_worse_than_any(rng):
    seen = []

    def run(child):
        X, y = xor_clouds(np.random.default_rng(5), 40)
        net = network((2, 3, 2), child)
        seen.append(fit(net, X, y, loss="softmax", optimiser=SGD(0.5), epochs=10, batch_size=8,
                        rng=child))  # fmt: skip
        return seen[-1]

    best = restarts(run, 5, rng)
    assert len(seen) == 5
    ends = [done.history.loss[-1] for done in seen]
    assert best.history.loss[-1] == min(ends) < max(ends)


def test_restarts_compare_the_validation_loss_of_the_best_epoch_where_there_is_one(rng):
    runs = iter([History([0.1], [0.5, 0.9], 0), History([0.2], [0.6, 0.6], 1)])
    chosen = restarts(lambda _: Fit(MLP([[[1.0]]], [[0.0]]), next(runs)), 2, rng)
    assert chosen.history.validation == [0.5, 0.9]


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_restarts_never_choose_a_run_that_broke_where_one_did_not(broken, rng):
    assert restarts(run_that_ends_at([broken, 3.0, 2.0, broken]), 4, rng).model.weights[0] == 2
    assert restarts(run_that_ends_at([2.0, broken]), 2, rng).model.weights[0] == 2


def test_run_number_i_is_the_same_whatever_k_is_and_however_much_the_others_draw():
    def numbers(k, appetite):
        drawn = []

        def run(child):
            drawn.append(child.normal(size=appetite)[0])
            return Fit(MLP([[[0.0]]], [[0.0]]), History([0.0]))

        restarts(run, k, np.random.default_rng(8))
        return drawn

    assert numbers(5, appetite=1)[:2] == numbers(2, appetite=1) == numbers(2, appetite=7)
    assert len(set(numbers(5, appetite=1))) == 5


# The progress bar


def test_the_bar_redraws_one_line_and_ends_it_after_the_last_epoch():
    out = io.StringIO()
    show = progress_bar(4, out)
    for epoch in range(4):
        show(epoch, History([0.5] * (epoch + 1)))
    assert [line.rstrip() for line in out.getvalue().split("\r")] == [
        "",
        "[#####               ] 1/4  loss 0.5000",
        "[##########          ] 2/4  loss 0.5000",
        "[###############     ] 3/4  loss 0.5000",
        "[####################] 4/4  loss 0.5000",
    ]
    assert out.getvalue().count("\n") == 1
    assert out.getvalue().endswith("\n")


def test_the_bar_tells_the_validation_loss_where_there_is_one():
    out = io.StringIO()
    progress_bar(2, out)(0, History([0.25], [1 / 3]))
    assert out.getvalue().strip() == "[##########          ] 1/2  loss 0.2500  validation 0.3333"


def test_a_shorter_line_of_the_bar_covers_a_longer_one():
    out = io.StringIO()
    show = progress_bar(3, out)
    show(0, History([12345.6789], [12345.6789]))
    show(1, History([0.5], [0.5]))
    _, long, short = out.getvalue().split("\r")
    assert len(short) >= len(long.rstrip())


def test_the_bar_goes_to_standard_output_when_fit_draws_it(capsys):
    scripted([2, 1], on_epoch=progress_bar(2))
    assert capsys.readouterr().out.split("\r")[2].startswith("[####################] 2/2")


# Refusals

X, y, Y = np.zeros((5, 2)), np.array([0, 1, 0, 1, 1]), np.zeros((5, 3))


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"epochs": 0}, ValueError, "fit: epochs is 0, expected a whole number of at least 1."),
        ({"epochs": 2.5}, ValueError, "fit: epochs is 2.5, expected a whole number"),
        ({"batch_size": 0}, ValueError, "fit: batch_size is 0, expected a whole number"),
        ({"batch_size": 8.0}, ValueError, "fit: batch_size is 8.0, expected a whole number"),
        ({"patience": 3}, ValueError, "fit: patience needs a validation set. Try validation=("),
        ({"patience": 0, "validation": (X, y)}, ValueError, "fit: patience is 0, expected a whole"),
        ({"patience": 1.5, "validation": (X, y)}, ValueError, "fit: patience is 1.5, expected"),
        ({"validation": X}, ValueError, "fit: validation has to be a pair. Try validation=("),
        ({"validation": (X, y, y)}, ValueError, "fit: validation has to be a pair."),
        ({"validation": (X[:, :1], y)}, ValueError, "fit: validation[0] has shape (5, 1)"),
        ({"validation": (X, y[:3])}, ValueError, "y has shape (3,), expected (m,) with m = 5"),
        ({"validation": (X[:0], y[:0])}, ValueError, "expected at least one example"),
        ({"rng": 0}, TypeError, "fit: rng is 0, expected a numpy random generator."),
        ({"rng": None}, TypeError, "Try rng=np.random.default_rng(0)."),
        ({"optimiser": 0.1}, TypeError, "fit: optimiser is 0.1, expected an object with update"),
        ({"loss": "mse"}, ValueError, "losses.named: name is 'mse'"),
        ({"X": X[:, :1]}, ValueError, "fit: X has shape (5, 1), expected (m, n_0) with n_0 = 2"),
        ({"X": X.T}, ValueError, "fit: X has shape (2, 5), expected (m, n_0)"),
        ({"X": [["a", "b"]]}, TypeError, "fit: X holds <U1 values, expected numbers."),
        ({"X": X[:0], "Y": y[:0]}, ValueError, "expected at least one example and one output"),
        ({"Y": y + 2}, ValueError, "cross_entropy: y runs from 2 to 3, expected 0 to 2."),
        ({"Y": y - 1}, ValueError, "cross_entropy: y runs from -1 to 0, expected 0 to 2."),
        ({"Y": y / 1}, TypeError, "cross_entropy: y holds float64 values, expected whole numbers"),
        ({"Y": Y}, ValueError, "cross_entropy: y has shape (5, 3), expected (m,) with m = 5"),
        ({"Y": y[:, None]}, ValueError, "Try y.ravel()."),
        ({"Y": y, "loss": "square"}, ValueError, "square_loss: Y has shape (5,), expected (m, n_o"),
        ({"Y": Y[:4], "loss": "square"}, ValueError, "square_loss: Y has shape (4, 3)"),
        ({"Y": y, "loss": "logistic"}, ValueError, "logistic_loss: y has shape (5,), expected (m,"),
        ({"Y": Y - 1, "loss": "logistic"}, ValueError, "y has labels beside 0 and 1."),
    ],
)  # fmt: skip
def test_fit_refuses(change, error, message, rng):
    arguments = {
        "X": X, "Y": y, "loss": "softmax", "optimiser": SGD(0.1), "epochs": 2, "batch_size": 2,
        "rng": rng,
    }  # fmt: skip
    with pytest.raises(error, match=re.escape(message)):
        fit(network((2, 4, 3), rng), **{**arguments, **change})


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda rng: list(minibatches(5, 0, rng)), ValueError, "minibatches: batch_size is 0"),
        (lambda rng: list(minibatches(5, -1, rng)), ValueError, "minibatches: batch_size is -1"),
        (lambda rng: list(minibatches(5, 2, 7)), TypeError, "minibatches: rng is 7, expected"),
        (lambda rng: restarts(None, 0, rng), ValueError, "restarts: k is 0, expected a whole"),
        (lambda rng: restarts(None, 2.5, rng), ValueError, "restarts: k is 2.5, expected a whole"),
        (lambda rng: restarts(None, 2, 7), TypeError, "restarts: rng is 7, expected a numpy"),
        (lambda rng: progress_bar(0), ValueError, "progress_bar: epochs is 0, expected a whole"),
    ],
)
def test_the_other_functions_of_training_refuse(call, error, message, rng):
    with pytest.raises(error, match=re.escape(message)):
        call(rng)


@pytest.mark.parametrize("loss", LOSSES)
def test_descend_takes_the_steps_of_fit_on_one_batch_and_leaves_the_network_alone(loss, rng):
    X, Y = problem(loss, rng)
    model = network([3, 4, 2], rng)
    before = [W.copy() for W in model.weights]
    here = descend(model, X, Y, loss=loss, lr=0.2, steps=5)
    options = {"loss": loss, "optimiser": SGD(0.2), "epochs": 5, "batch_size": len(X)}
    there = fit(model, X, Y, rng=rng, **options).model
    for a, b in zip(here.weights + here.biases, there.weights + there.biases, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)
    assert all(np.array_equal(W, old) for W, old in zip(model.weights, before, strict=True))


def test_descend_shows_the_penalty_weights_only_and_follows_what_it_returns(rng):
    X, Y = problem("square", rng)
    model = network([3, 4, 2], rng)
    quiet = descend(model, X, Y, loss="square", lr=0.1, steps=1)

    def decay(dWs, weights):
        assert len(dWs) == len(weights) == 2
        return regularise.weight_decay_grad(dWs, weights, 0.5)

    paid = descend(model, X, Y, loss="square", lr=0.1, steps=1, penalty=decay)
    for W, plain, now in zip(model.weights, quiet.weights, paid.weights, strict=True):
        np.testing.assert_allclose(now, plain - 0.1 * 0.5 * W)
    for plain, now in zip(quiet.biases, paid.biases, strict=True):
        assert np.array_equal(plain, now)


@pytest.mark.parametrize(("steps", "lr"), [(0, 0.1), (3, 0), (3, -1.0)])
def test_descend_refuses_no_steps_and_a_step_size_that_goes_nowhere(rng, steps, lr):
    with pytest.raises(ValueError, match=r"^descend: "):
        descend(network([3, 2], rng), *problem("square", rng), loss="square", lr=lr, steps=steps)
