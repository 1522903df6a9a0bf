"""The flow graph: every box by a random cotangent, both walks against each other and PyTorch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import mutually_broadcastable_shapes

from nnlib import graph
from nnlib.gradcheck import check_vjp, numeric_gradient, relative_error
from nnlib.graph import Node, backward, forward, jvp, topological_order, unbroadcast, vjp
from nnlib.graph_boxes import BOXES, Box

rng_for_cases = np.random.default_rng(5)


def some(*shape):
    return rng_for_cases.normal(size=shape)


def positive(*shape):
    return rng_for_cases.uniform(0.5, 3, size=shape)


CASES = [
    ("add", (some(4, 3), some(3)), {}),
    ("add", (some(4, 1), some(1, 3)), {}),
    ("subtract", (some(3), some(4, 3)), {}),
    ("multiply", (some(4, 3), some(4, 1)), {}),
    ("multiply", (some(), some(2, 3)), {}),
    ("divide", (some(4, 3), positive(3)), {}),
    ("divide", (some(), positive(2, 2)), {}),
    ("negate", (some(3),), {}),
    ("power", (some(4, 3),), {"exponent": 3.0}),
    ("power", (some(4, 3),), {"exponent": 0.0}),
    ("power", (some(4, 3),), {"exponent": 1.0}),
    ("power", (positive(4),), {"exponent": -2.0}),
    ("power", (positive(4),), {"exponent": 0.5}),
    ("exp", (some(2, 3),), {}),
    ("log", (positive(2, 3),), {}),
    ("relu", (some(4, 3),), {}),
    ("sigmoid", (some(4, 3),), {}),
    ("tanh", (some(4, 3),), {}),
    ("softplus", (some(4, 3),), {}),
    ("matmul", (some(4, 3), some(3, 2)), {}),
    ("matmul", (some(4, 3), some(3)), {}),
    ("matmul", (some(3), some(3, 2)), {}),
    ("matmul", (some(3), some(3)), {}),
    ("sum", (some(4, 3),), {"axis": None}),
    ("sum", (some(4, 3),), {"axis": 0}),
    ("sum", (some(4, 3, 2),), {"axis": -2}),
    ("transpose", (some(4, 3),), {}),
    ("reshape", (some(4, 3),), {"shape": (2, 6)}),
]
CASE_IDS = [f"{name} {[x.shape for x in values]} {options}" for name, values, options in CASES]


@pytest.fixture(params=CASES, ids=CASE_IDS)
def case(request):
    name, values, options = request.param
    return BOXES[name], values, options


def test_the_cases_leave_no_box_out():
    assert {name for name, _, _ in CASES} == set(BOXES)


def test_bprop_is_the_finite_difference_of_fprop(case, rng):
    box, values, options = case
    error = check_vjp(
        lambda *x: box.fprop(*x, **options), lambda v, *x: box.bprop(v, *x, **options), values, rng
    )
    assert error < 1e-6


def test_jvp_is_the_finite_difference_of_fprop_along_the_tangents(case, rng):
    box, values, options = case
    us = [rng.normal(size=x.shape) for x in values]
    value = box.fprop(*values, **options)
    v = rng.normal(size=np.shape(value))

    def along(t):
        moved = [x + t * u for x, u in zip(values, us, strict=True)]
        return np.sum(v * box.fprop(*moved, **options))

    tangent = box.jvp(us, *values, **options)
    assert np.shape(tangent) == np.shape(value)
    assert relative_error(np.sum(v * tangent), numeric_gradient(along, 0.0)) < 1e-6


def test_v_Ju_equals_JTv_u_for_every_box(case, rng):
    box, values, options = case
    us = [rng.normal(size=x.shape) for x in values]
    v = rng.normal(size=np.shape(box.fprop(*values, **options)))
    down = sum(np.sum(g * u) for g, u in zip(box.bprop(v, *values, **options), us, strict=True))
    np.testing.assert_allclose(np.sum(v * box.jvp(us, *values, **options)), down, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("subtract", lambda v, a, b: (v, v)),
        ("multiply", lambda v, a, b: (v * a, v * b)),
        ("divide", lambda v, a, b: (v / b, -v / b**2)),
        ("exp", lambda v, x: (np.exp(x),)),
        ("matmul", lambda v, A, B: (v @ B, A @ v)),
        ("relu", lambda v, x: (v,)),
    ],
)
def test_the_check_refuses_a_broken_box(name, broken, rng):
    values = [rng.uniform(-2, -0.5, (3, 3)), rng.uniform(0.5, 2, (3, 3))]
    box = BOXES[name]
    inputs = values if name in ("subtract", "multiply", "divide", "matmul") else values[:1]
    assert check_vjp(box.fprop, box.bprop, inputs, rng) < 1e-6
    assert check_vjp(box.fprop, broken, inputs, rng) > 1e-2


# -- unbroadcast -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "wide"),
    [
        ((3,), (4, 3)),
        ((1, 3), (4, 3)),
        ((4, 1), (4, 3)),
        ((), (4, 3)),
        ((1,), (5,)),
        ((4, 3), (4, 3)),
    ],
)
def test_unbroadcast_sums_the_copies_of_every_entry(shape, wide, rng):
    gradient = rng.normal(size=wide)
    owner = np.broadcast_to(np.arange(max(1, np.prod(shape))).reshape(shape), wide)
    expected = np.bincount(owner.ravel(), gradient.ravel()).reshape(shape)
    np.testing.assert_allclose(unbroadcast(gradient, shape), expected, rtol=1e-12)


@given(mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=4))
def test_unbroadcast_is_the_transpose_of_broadcasting(shapes):
    rng = np.random.default_rng(0)
    x, v = rng.normal(size=shapes.input_shapes[0]), rng.normal(size=shapes.result_shape)
    reduced = unbroadcast(v, x.shape)
    assert reduced.shape == x.shape
    np.testing.assert_allclose(np.sum(v * np.broadcast_to(x, v.shape)), np.sum(reduced * x))


@pytest.mark.parametrize("shape", [(4,), (2, 4, 3), (3, 4), (4, 2)])
def test_unbroadcast_refuses_a_shape_that_could_not_have_been_stretched(shape):
    with pytest.raises(ValueError, match="unbroadcast") as refusal:
        unbroadcast(np.ones((4, 3)), shape)
    assert str(refusal.value) == (
        f"unbroadcast: gradient has shape (4, 3), expected one that {shape} broadcasts to. "
        "Give the shape of the input, not of the result."
    )


# -- order -------------------------------------------------------------------------------------


def assert_inputs_come_first(order):
    place = {node: i for i, node in enumerate(order)}
    assert len(place) == len(order)
    assert all(place[x] < place[node] for node in order for x in node.inputs)


def test_order_puts_inputs_before_consumers_on_a_diamond_with_a_skip():
    a = Node(2.0)
    b, c = a * a, graph.exp(a)
    head = (b + c) * a + b
    order = topological_order(head)
    assert_inputs_come_first(order)
    assert order[-1] is head
    assert {a, b, c, head} < set(order)
    assert len(order) == 6


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=25))
def test_order_holds_every_node_once_on_any_graph(pairs):
    nodes = [Node(1.0)]
    for i, j in pairs:
        nodes.append(nodes[i % len(nodes)] + nodes[j % len(nodes)])
    order = topological_order(nodes[-1])
    assert_inputs_come_first(order)
    assert order[-1] is nodes[-1]


def test_both_walks_of_a_chain_of_5000_work():
    x = node = Node(1.0)
    for _ in range(5000):
        node = node + 0.001
    assert len(topological_order(node)) == 10_001
    assert backward(node)[x] == 1
    assert forward(node, {x: 3.0}) == 3


def test_a_ladder_of_60_doublings_is_walked_once_per_node():
    x = node = Node(1.0)
    for _ in range(60):  # 2^60 paths, 61 nodes
        node = node + node
    assert len(topological_order(node)) == 61
    assert backward(node)[x] == 2.0**60
    assert forward(node, {x: 1.0}) == 2.0**60


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_cycle_is_refused(length):
    first = node = Node(1.0) * 1.0
    for _ in range(length - 1):
        node = -node
    first.inputs = (*first.inputs, node)
    with pytest.raises(ValueError, match="depends on itself, expected a graph without cycles"):
        topological_order(node + 1.0)


# -- backward ----------------------------------------------------------------------------------


def test_fan_out_adds_up():
    a = Node(1.0)
    b = a + a
    c = b + b
    gradients = backward(c)
    assert c.value == 4
    assert (gradients[a], gradients[b], gradients[c]) == (4, 2, 1)


def test_a_second_walk_gives_the_same_and_leaves_the_first_alone():
    x = Node([1.0, 2.0])
    loss = (x * x).sum()
    first = backward(loss)
    kept = {node: gradient.copy() for node, gradient in first.items()}
    second = backward(loss)
    for node in kept:
        np.testing.assert_array_equal(first[node], kept[node])
        np.testing.assert_array_equal(second[node], kept[node])
        assert not np.shares_memory(first[node], second[node])


def test_gradients_share_no_memory_with_each_other_or_with_the_values():
    x, y = Node([1.0, 2.0]), Node([3.0, 4.0])
    gradients = backward((x + y).reshape(2, 1).T, seed=[[1.0, 1.0]])
    gradients[x][:] = 99
    np.testing.assert_array_equal(gradients[y], [1, 1])
    np.testing.assert_array_equal(x.value, [1, 2])


def test_a_head_that_is_an_input_has_gradient_1():
    x = Node(3.0)
    assert backward(x) == {x: 1.0}


def test_a_seed_weighs_the_entries_of_the_head():
    x = Node([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(backward(x * x, seed=[1, 0, -1])[x], [2, 0, -6])


def test_several_numbers_without_a_seed_are_refused():
    with pytest.raises(ValueError, match="backward") as refusal:
        backward(Node([1.0, 2.0]))
    assert str(refusal.value) == (
        "backward: head has shape (2,), expected one number, or a seed of the shape of head. "
        "Try backward(head.sum())."
    )


def test_a_seed_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="backward: seed has shape") as refusal:
        backward(Node(np.ones((2, 3))), seed=np.ones((3, 2)))
    assert str(refusal.value) == ("backward: seed has shape (3, 2), expected (2, 3). Try seed.T.")


def test_weight_decay_gives_a_weight_two_consumers():
    # Univariate logistic regression with R = w²/2: the slope is zbar x + lam w.
    x, t, lam, w0, b0 = 0.7, 1.0, 0.3, -1.2, 0.4
    w, b = Node(w0), Node(b0)
    y = graph.sigmoid(w * x + b)
    loss = (y - t) ** 2 / 2 + lam * (w**2 / 2)
    s = 1 / (1 + np.exp(-(w0 * x + b0)))
    zbar = (s - t) * s * (1 - s)
    gradients = backward(loss)
    np.testing.assert_allclose(gradients[w], zbar * x + lam * w0, rtol=1e-14)
    np.testing.assert_allclose(gradients[b], zbar, rtol=1e-14)


def test_log_of_a_product_has_gradient_one_over_each_factor():
    a, b = Node(-2.0), Node(-5.0)
    gradients = backward(graph.log(a * b))
    np.testing.assert_allclose([gradients[a], gradients[b]], [-1 / 2, -1 / 5], rtol=1e-15)


# -- whole networks ----------------------------------------------------------------------------


@pytest.fixture
def network(rng):
    """2-layer MLP: X (7, 3), Y (7, 2), 4 hidden units."""
    shapes = [(7, 3), (7, 2), (3, 4), (4,), (4, 2), (2,)]
    return [rng.normal(size=shape) for shape in shapes]


def mlp_loss(X, Y, W1, b1, W2, b2):
    """Half squared loss, mean over examples, written with nodes."""
    output = graph.tanh(X @ W1 + b1) @ W2 + b2
    return ((output - Y) ** 2).sum(axis=1).mean() / 2


def test_gradients_of_a_two_layer_network_are_those_of_the_formulas(network):
    X, Y, W1, b1, W2, b2 = network
    nodes = [Node(array) for array in network]
    loss = mlp_loss(*nodes)
    gradients = backward(loss)
    A1 = np.tanh(X @ W1 + b1)
    delta2 = (A1 @ W2 + b2 - Y) / len(X)
    delta1 = (delta2 @ W2.T) * (1 - A1**2)
    assert loss.value == pytest.approx(np.mean(np.sum((A1 @ W2 + b2 - Y) ** 2, axis=1)) / 2)
    by_hand = [delta1 @ W1.T, -delta2, X.T @ delta1, delta1.sum(0), A1.T @ delta2, delta2.sum(0)]
    for node, expected in zip(nodes, by_hand, strict=True):
        np.testing.assert_allclose(gradients[node], expected, rtol=1e-12, atol=1e-15)


def test_gradients_of_a_two_layer_network_are_finite_differences(network):
    nodes = [Node(array) for array in network]
    gradients = backward(mlp_loss(*nodes))
    for k, node in enumerate(nodes):

        def loss(x, k=k):
            return mlp_loss(*[Node(x if i == k else a) for i, a in enumerate(network)]).value

        assert relative_error(gradients[node], numeric_gradient(loss, network[k])) < 1e-6


def test_gradients_of_a_two_layer_network_are_those_of_pytorch(network):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install -e .[torch]")
    nodes = [Node(array) for array in network]
    gradients = backward(mlp_loss(*nodes))
    X, Y, W1, b1, W2, b2 = ts = [torch.tensor(array, requires_grad=True) for array in network]
    loss = ((torch.tanh(X @ W1 + b1) @ W2 + b2 - Y) ** 2).sum(1).mean() / 2
    loss.backward()
    for node, t in zip(nodes, ts, strict=True):
        np.testing.assert_allclose(gradients[node], t.grad.numpy(), rtol=1e-12, atol=1e-15)


def test_softmax_regression_built_from_boxes_has_gradient_p_minus_y(rng):
    X, W, K = rng.normal(size=(6, 4)), rng.normal(size=(4, 3)), 3
    Y = np.eye(K)[[0, 2, 2, 1, 0, 0]]
    node = Node(W)
    Z = Node(X) @ node
    loss = (graph.log(graph.exp(Z).sum(axis=1)) - (Z * Y).sum(axis=1)).mean()
    gradients = backward(loss)
    P = np.exp(X @ W) / np.exp(X @ W).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(gradients[Z], (P - Y) / 6, atol=1e-15)
    np.testing.assert_allclose(gradients[node], X.T @ (P - Y) / 6, atol=1e-15)


# -- forward mode, vjp and jvp -----------------------------------------------------------------


def curved(x):
    """Any shape (4,) to (3,): fan-out, broadcasting, every kind of box."""
    A = Node(np.arange(12.0).reshape(3, 4) / 10)
    h = graph.softplus(A @ x) * graph.sigmoid(x.sum())
    return graph.log(1 + h**2) / (2 + graph.tanh(-h)) - (x.reshape(2, 2).T @ x.reshape(2, 2)).mean()


def test_the_two_modes_agree_on_a_whole_graph(rng):
    x, u, v = rng.normal(size=4), rng.normal(size=4), rng.normal(size=3)
    up, down = np.sum(v * jvp(curved, x, u)), np.sum(vjp(curved, x, v) * u)
    np.testing.assert_allclose(up, down, rtol=1e-12)


def test_both_modes_agree_with_the_whole_jacobian(rng):
    x = rng.normal(size=4)
    rows = np.array(
        [numeric_gradient(lambda x, i=i: curved(Node(x)).value[i], x) for i in range(3)]
    )
    columns = np.array([jvp(curved, x, e) for e in np.eye(4)]).T
    assert relative_error(np.array([vjp(curved, x, e) for e in np.eye(3)]), rows) < 1e-6
    assert relative_error(columns, rows) < 1e-6


def test_pytorch_agrees_on_jvp_and_vjp(rng):
    torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install -e .[torch]")
    x, u, v = rng.normal(size=4), rng.normal(size=4), rng.normal(size=3)
    A = torch.arange(12.0, dtype=torch.float64).reshape(3, 4) / 10

    def theirs(x):
        h = torch.nn.functional.softplus(A @ x) * torch.sigmoid(x.sum())
        square = x.reshape(2, 2)
        return torch.log(1 + h**2) / (2 + torch.tanh(-h)) - (square.T @ square).mean()

    tx, tu, tv = (torch.tensor(a) for a in (x, u, v))
    _, their_vjp = torch.autograd.functional.vjp(theirs, tx, tv)
    _, their_jvp = torch.autograd.functional.jvp(theirs, tx, tu)
    np.testing.assert_allclose(vjp(curved, x, v), their_vjp.numpy(), rtol=1e-9)
    np.testing.assert_allclose(jvp(curved, x, u), their_jvp.numpy(), rtol=1e-9)


def test_a_chain_rule_with_the_diagonal_of_the_jacobian_only_is_wrong(rng):
    x, v, W = rng.normal(size=3), rng.normal(size=3), rng.normal(size=(3, 3))
    right = vjp(lambda x: graph.tanh(x @ W), x, v)
    diagonal = v * (1 - np.tanh(x @ W) ** 2) * np.diag(W)
    assert relative_error(right, W @ (v * (1 - np.tanh(x @ W) ** 2))) < 1e-12
    assert relative_error(right, diagonal) > 1e-2


def test_forward_moves_only_the_inputs_it_was_told():
    a, b = Node(2.0), Node(5.0)
    head = a * b + b
    assert forward(head, {a: 1.0}) == 5
    assert forward(head, {b: 1.0}) == 3
    assert forward(head, {a: 1.0, b: 1.0}) == 8
    assert forward(head, {}) == 0


def test_forward_through_a_square_has_both_terms_of_the_product_rule():
    x = Node(3.0)
    assert forward(x * x, {x: 1.0}) == 6


def test_forward_can_start_at_a_node_in_the_middle():
    x = Node(3.0)
    h = x * x
    assert forward(5.0 * h, {h: 1.0}) == backward(5.0 * h)[h] == 5


def test_forward_refuses_a_tangent_of_another_shape():
    x = Node(np.ones((2, 3)))
    with pytest.raises(ValueError, match="forward: tangent has shape") as refusal:
        forward(x.sum(), {x: np.ones((3, 2))})
    assert str(refusal.value) == (
        "forward: tangent has shape (3, 2), expected (2, 3). Try tangent.T."
    )


def test_a_function_that_ignores_its_argument_has_derivative_0():
    np.testing.assert_array_equal(vjp(lambda x: Node(1.0) * 2, [1.0, 2.0], 1.0), [0, 0])
    assert jvp(lambda x: Node(1.0) * 2, [1.0, 2.0], [1.0, 1.0]) == 0


# -- nodes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", [2, 2.0, np.float64(2), np.array([2.0, 4.0]), [2.0, 4.0]])
def test_constants_may_stand_on_either_side(other):
    x, plain = Node([3.0, 5.0]), np.array([3.0, 5.0])
    array = np.asarray(other)
    for made, expected in [
        (x + other, plain + array),
        (other + x, array + plain),
        (x - other, plain - array),
        (other - x, array - plain),
        (x * other, plain * array),
        (other * x, array * plain),
        (x / other, plain / array),
        (other / x, array / plain),
    ]:
        assert isinstance(made, Node)
        np.testing.assert_array_equal(made.value, expected)


def test_a_matrix_on_the_left_of_a_node_makes_a_node():
    made = np.ones((2, 3)) @ Node([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(made.value, [6, 6])


def test_mean_is_the_sum_over_the_count(rng):
    x = rng.normal(size=(4, 3))
    for axis in (None, 0, 1, -1):
        np.testing.assert_allclose(Node(x).mean(axis).value, x.mean(axis=axis), rtol=1e-14)
    node = Node(x)
    np.testing.assert_allclose(backward(node.mean())[node], np.full((4, 3), 1 / 12), rtol=1e-15)


def test_float32_stays_float32_through_both_walks(rng):
    x = Node(rng.normal(size=(4, 3)).astype(np.float32))
    w = Node(rng.normal(size=3).astype(np.float32))
    loss = (graph.tanh(2 * x @ w + 1) ** 2 / 3).mean()
    gradients = backward(loss)
    assert loss.value.dtype == np.float32
    assert {gradient.dtype for gradient in gradients.values()} == {np.dtype(np.float32)}
    assert forward(loss, {w: np.ones(3)}).dtype == np.float32


def test_each_gradient_has_the_dtype_of_its_node():
    x, w = Node(np.ones(3, dtype=np.float32)), Node(np.ones(3))
    gradients = backward((x * w).sum())
    assert (gradients[x].dtype, gradients[w].dtype) == (np.float32, np.float64)


def test_integers_are_not_truncated():
    x = Node([1, 2])
    loss = (x / 4).sum()
    assert loss.value == 0.75
    np.testing.assert_array_equal(backward(loss)[x], [0.25, 0.25])


def test_a_node_keeps_a_copy_that_nobody_can_write_to():
    array = np.array([1.0, 2.0])
    x = Node(array)
    y = x * x
    array[:] = 99
    np.testing.assert_array_equal(backward(y.sum())[x], [2, 4])
    with pytest.raises(ValueError, match="read-only"):
        x.value[0] = 5
    with pytest.raises(ValueError, match="read-only"):
        y.value[0] = 5


@pytest.mark.parametrize(("exponent", "slopes"), [(0, [0, 0]), (1, [1, 1]), (2, [0, 6])])
def test_a_power_with_a_whole_exponent_has_a_slope_at_0_too(exponent, slopes):
    x = Node([0.0, 3.0])
    np.testing.assert_array_equal(backward((x**exponent).sum())[x], slopes)


def test_a_node_shows_its_box_and_shape():
    assert repr(Node(np.ones((2, 3)))) == "Node(input, shape (2, 3))"
    assert repr(Node(np.ones((2, 3))).sum(axis=0)) == "Node(sum, shape (3,))"


REFUSALS = [
    (
        lambda: graph.log(Node([1.0, -2.0])),
        "log: the smallest input is -2, expected numbers above 0, where the logarithm lives. "
        "For log(a * b) that means both positive or both negative.",
    ),
    (
        lambda: graph.log(Node(0.0)),
        "log: the smallest input is 0, expected numbers above 0, where the logarithm lives. "
        "For log(a * b) that means both positive or both negative.",
    ),
    (
        lambda: 1 / Node([1.0, 0.0]),
        "divide: the divisor holds a 0, expected numbers other than 0. Look upstream.",
    ),
    (
        lambda: Node([-4.0, 1.0]) ** 0.5,
        "power: exponent 0.5 needs a base above 0, the smallest is -4. "
        "Look at what is raised to it.",
    ),
    (
        lambda: Node([1.0, 0.0]) ** -1,
        "power: exponent -1 needs a base other than 0, the smallest is 0. "
        "Look at what is raised to it.",
    ),
    (
        lambda: Node(np.ones((2, 3))) + Node(np.ones((3, 2))),
        "add: shapes (2, 3) and (3, 2) do not fit, expected equal sizes or 1 on every axis, "
        "counted from the last. Print both shapes, or reshape one of them.",
    ),
    (
        lambda: Node(np.ones((5, 3))) @ Node(np.ones((2, 3))),
        "matmul: B has shape (2, 3), expected (n, k) with n = 3 from A. Try B.T.",
    ),
    (
        lambda: Node(np.ones((5, 3))).sum(axis=2),
        "sum: axis is 2, expected None or one of [-2, -1, 0, 1] for shape (5, 3). Try axis=None.",
    ),
    (
        lambda: Node(np.ones((5, 3))).reshape(4, -1),
        "reshape: (5, 3) cannot become (4, -1), expected a shape with 15 entries. Try reshape(-1).",
    ),
]


@pytest.mark.parametrize(("f", "sentence"), REFUSALS, ids=[s.split(",")[0] for _, s in REFUSALS])
def test_what_has_no_value_is_refused_with_a_sentence(f, sentence):
    with pytest.raises(ValueError, match=r"^\w+: ") as refusal:
        f()
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("exponent", [Node(2.0), np.ones(3), [1, 2]])
def test_an_exponent_that_is_no_constant_number_is_refused(exponent):
    with pytest.raises(TypeError, match="expected one constant number") as refusal:
        Node([1.0, 2.0, 3.0]) ** exponent
    assert str(refusal.value).endswith("Try exp(exponent * log(x)).")


def test_a_new_box_needs_three_lines(rng):
    sine = Box("sine", np.sin, lambda v, x: (v * np.cos(x),), lambda us, x: us[0] * np.cos(x))
    assert check_vjp(sine.fprop, sine.bprop, [rng.normal(size=3)], rng) < 1e-6
