"""Anything at all may come down the line: the reader gives a message, or one of three errors.

And it takes no more memory than the limits allow, whatever is announced.
"""

# ruff: noqa: E501 - an attack is a line

import contextlib
import json
import math
import socket
import struct
import time
import tracemalloc
from collections import Counter, deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.inside.pack import MOST, Packer, Unpacker
from autograder.grading.inside.raw import Unfit
from autograder.grading.inside.wire import Broken, Late, Limits, Line
from autograder.grading.told import error, signature, words

SMALL = Limits(head=2000, buffers=5000)


def until(moment):
    return lambda: moment - time.monotonic()


def heard(data, limits=SMALL, seconds=0.02, closed=True):
    """What a line makes of these bytes: a message, or the name of the error."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            theirs.sendall(data)
        if closed:
            theirs.shutdown(socket.SHUT_WR)
        try:
            return Line(ours, limits).receive(until(time.monotonic() + seconds))
        except (Broken, Late) as error:
            return type(error).__name__


def message(head, *buffers):
    text = json.dumps([head, [len(b) for b in buffers]]).encode()
    return struct.pack("!IQ", len(text), sum(map(len, buffers))) + text + b"".join(buffers)


@given(st.binary(max_size=200))
def test_noise_is_no_message(data):
    assert heard(data) in ("Broken", "Late")


@given(st.integers(0, 60), st.integers(0, 255), st.booleans())
def test_a_message_with_one_byte_changed_is_read_or_refused(place, byte, cut):
    whole = bytearray(message({"answer": [1.5, "ü", {"t": "x"}]}, b"12345678"))
    whole[place % len(whole)] = byte
    got = heard(bytes(whole[:place] if cut else whole))
    assert got in ("Broken", "Late") or isinstance(got[1], list)


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1))
def test_no_length_is_believed(head, buffers):
    assert heard(struct.pack("!IQ", head, buffers) + b"x" * 50) == "Broken"


@pytest.mark.parametrize(
    "text",
    ["", "[", "5", "{}", "[1]", "[1,2]", "[1,[2],3]", "[{},[-1]]", "[{},[true]]", "[{},[1.0]]",
     "[{},{}]", '[{},"8"]', "[" * 1900, "[{},[" + "9" * 1500 + "]]", '{"a":1,"b":2}', "[NaN,null]"],
)  # fmt: skip
def test_a_head_that_is_none_is_refused(text):
    data = text.encode()
    got = heard(struct.pack("!IQ", len(data), 8) + data + b"12345678")
    assert got == "Broken"


@pytest.mark.parametrize(
    "data", ["[{}, []]".encode("utf-16"), b'["\xed\xa0\x80", []]', b"\xff\xfe"]
)
def test_a_head_in_another_alphabet_is_refused(data):
    assert heard(struct.pack("!IQ", len(data), 0) + data) == "Broken"


def test_half_a_letter_becomes_a_question_mark_and_whole_ones_stay():
    got = heard(message(["\ud800", "a\udfff", "\U0001f600 ü \\ud800", {"\ud801": 1}]))
    assert got[0] == ["?", "a?", "\U0001f600 ü \\ud800", {"?": 1}]


def test_one_byte_after_another_is_late():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        line, started = Line(ours, SMALL), time.monotonic()
        theirs.sendall(b"\0" * 3)
        with pytest.raises(Late):
            line.receive(until(started + 0.1))
        assert time.monotonic() - started < 10


def test_what_is_announced_takes_no_memory():
    tracemalloc.start()
    heard(struct.pack("!IQ", 100, 60_000_000) + b"x" * 1000, Limits())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


# Trees


KINDS = st.sampled_from(
    ["array", "scalar", "odd", "tuple", "dict", "int", "complex", "foreign", "masked", "same", "x",
     "bag", "bytes", "range", "fraction", "generator", "type"]
)  # fmt: skip
NAMES = st.sampled_from(["dict", "defaultdict", "Counter", "set", "deque", "int", "exec"])
NUMBERS = st.integers(-3, 9) | st.sampled_from([2**31, -(2**63), 10**30, 1.5, math.nan, True, None])
LEAVES = st.none() | st.booleans() | NUMBERS | st.text(max_size=3) | st.floats()
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("tdsbfhvn"), inner, max_size=4)
        | st.fixed_dictionaries(
            {"t": KINDS | inner},
            optional={
                "d": st.sampled_from(["<f8", "|b1", "|O", "O", "U", "<U2", "<i4", "f8,f8"]) | inner,
                "s": st.lists(NUMBERS, max_size=3) | inner,
                "b": NUMBERS,
                "f": st.booleans() | inner,
                "h": NUMBERS,
                "v": st.lists(inner, max_size=3) | inner,
                "n": NAMES | inner,
                "scalar": st.booleans(),
            },
        )
    ),
    max_leaves=12,
)


@given(TREES, st.lists(st.binary(max_size=24), max_size=3))
def test_any_tree_is_a_value_or_unfit(tree, buffers):
    with contextlib.suppress(Unfit):
        Unpacker(buffers, known=lambda tag: np.zeros(2)).unpack(tree)


@given(TREES)
def test_any_words_of_theirs_are_words_or_unfit(tree):
    assert all(len(part) <= 500 for part in words(tree))
    assert isinstance(error(*words(tree)), Exception)
    assert isinstance(error(*words(tree), words(tree)), Exception)
    with contextlib.suppress(Unfit):
        signature(tree)


ODD = {"t": "odd", "d": "O", "s": [MOST - 10]}
ARRAY = {"t": "array", "d": "<f8", "s": [10**5], "b": 0}
GREAT = {
    "one buffer again and again": ([ARRAY] * 500, [bytes(8 * 10**5)]),
    "arrays of objects": ([ODD] * 500, []),
    "an array that is known": ([{"t": "same", "h": 0}] * 500, []),
    "a shape without end": ({**ODD, "s": [2**31 - 1] * 8}, []),
    "an empty shape without end": ({**ODD, "s": [0, *[2**31 - 1] * 8]}, []),
    "an array with it": ({**ARRAY, "s": [0, *[2**31 - 1] * 8]}, [b""]),
    "numbers in hexadecimal": ([{"t": "int", "v": "f" * 10**5}] * 500, []),
    "texts without end": ({**ARRAY, "d": "<U999", "s": [10**5]}, [b"abc"]),
    "a range without end": ([{"t": "range", "v": [0, 2**62, 1]}] * 500, []),
    "a fraction of nothing": ({"t": "fraction", "v": [1, 0]}, []),
    "lists in lists": (eval("[" * 60 + "]" * 60), []),
    "parts without end": ([0] * (MOST + 1), []),
}


@pytest.mark.parametrize("case", GREAT)
def test_no_tree_takes_more_memory_than_was_sent_for_it(case):
    tree, buffers = GREAT[case]
    known = np.zeros(10**6)
    tracemalloc.start()
    with contextlib.suppress(Unfit):
        Unpacker(buffers, known=lambda tag: known).unpack(tree)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**300), 2**300) | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5) | st.complex_numbers(allow_nan=False)
    | st.binary(max_size=5) | st.fractions() | st.sampled_from([int, range(3), range(9, 0, -4)])
    | st.sets(st.integers(0, 5)) | st.frozensets(st.text("ab", max_size=1))
    | st.builds(Counter, st.text("ab")) | st.builds(deque, st.lists(st.integers(0, 5), max_size=3)),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner)
    | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2),
    max_leaves=6,
)  # fmt: skip


@given(VALUES)
def test_what_is_honestly_packed_arrives(value):
    packer = Packer()
    tree = json.loads(json.dumps(packer.pack(value)))
    got = Unpacker(packer.buffers).unpack(tree)
    assert got == value
    assert type(got) is type(value)


def test_a_generator_of_random_numbers_goes_on_where_it_was():
    given = np.random.default_rng(5)
    given.normal(size=3)
    got = Unpacker([]).unpack(json.loads(json.dumps(Packer().pack(given))))
    assert got.normal() == given.normal()


@pytest.mark.parametrize("kind", [np.random.MT19937, np.random.SFC64])
def test_a_generator_whose_state_could_hurt_does_not_travel(kind):
    given = np.random.Generator(kind(1))
    assert Packer().pack(given)["t"] == "foreign"


@pytest.mark.parametrize("made", [np.zeros((0, 3)), np.ones(()), np.arange(6.0).reshape(2, 3).T])
def test_so_do_arrays_twice_in_one_value(made):
    packer = Packer()
    tree = packer.pack([made, made])
    for got in Unpacker(packer.buffers).unpack(tree):
        assert got.shape == made.shape
        assert (got == made).all()
