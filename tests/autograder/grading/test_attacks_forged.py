"""A student's code that takes over its end of the line (case 62): whatever it says is an answer.

The line is found by the garbage collector, like everything in the process. What is said there is
at most that submission's own failure: never a crash of the worker, never work for a person, never
a point, and never more than a sentence.
"""

# ruff: noqa: E501 - an attack is a line

import pytest
from a_room import MB, WRONG, attacked, honest

TAKEN = """\
import gc, json, os, socket, struct, time
line = next(o for o in gc.get_objects() if type(o).__name__ == "Line")
server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
real = type(server).do_call
end = line.end
end.settimeout(None)
def raw(text, size=0, more=b""):
    text = text if isinstance(text, bytes) else text.encode()
    end.sendall(struct.pack("!IQ", len(text), size) + text + more)
def tell(head, *buffers):
    raw(json.dumps([head, [len(b) for b in buffers]]), sum(map(len, buffers)), b"".join(buffers))
def number(n): return {"t": "scalar", "d": "<f8", "b": n}
EIGHT = struct.pack("d", 1.0)
asked = [""]
def note(self, buffers, name, first=type(server).do_name):
    asked[0] = name
    return first(self, buffers, name)
type(server).do_name = note
def instead(name, what):
    def do(self, buffers, **said):
        if "margin" in (asked[0], said.get("name")):
            return kept(self, buffers, **said)
        return what(), []
    kept = getattr(type(server), name)
    setattr(type(server), name, do)
"""
CALLS = {
    "nothing": "{}",
    "an answer of no kind": "{'answer': {'t': 'module'}}",
    "a stand-in": "{'answer': {'t': 'remote', 'n': 0, 'type': 'x', 'callable': True, 'parameters': []}}",
    "stand-ins with strange numbers": "{'answer': [{'t': 'remote', 'n': float('inf'), 'type': 'x', 'callable': 1}]}",
    "shortcuts that are no list": "{'answer': [0, 0], 'called': 5}",
    "shortcuts that are no texts": "{'answer': [0, 0], 'called': [{}, [], None]}",
    "an error that is a number": "{'raised': 5}",
    "an error that is a table": "{'raised': {'a': 1}}",
    "an error of one part": "{'raised': ['x']}",
    "an error with a long name": "{'raised': ['x' * 10**6, 'y' * 10**6], 'line': 'z' * 10**6}",
    "an error that is no error": "{'raised': ['KeyboardInterrupt', '']}",
    "the end of patience": "{'raised': ['Endless', '']}",
    "changes of unknown arrays": "{'answer': [0, 0], 'updates': [[99, [1]]]}",
    "changes that are none": "{'answer': [0, 0], 'updates': [3]}",
    "changes of the wrong shape": "{'answer': [0, 0], 'updates': [[0, {'t': 'odd', 'd': 'O', 's': [7]}]]}",
    "arguments that are others": "{'answer': [0, 0], 'after': {'0': 'x', '77': {}, '-1': None}}",
    "arguments without numbers": "{'answer': [0, 0], 'after': {'one': 1}}",
    "a callback of no function": "{'callback': 7, 'args': [], 'updates': []}",
    "a callback with a strange number": "{'callback': {}, 'args': {}, 'updates': 1}",
    "nan for everything": "{k: float('nan') for k in ('answer', 'called', 'raised', 'updates', 'after', 'warned')}",
    "a number of 5000 digits": "{'answer': {'t': 'int', 'v': 'f' * 5000}}",
    "numbers that are large": "{'answer': [10**3000, 10**3000]}",
    "tables with keys that cannot be": "{'answer': {'t': 'dict', 'v': [[[1], 2]]}}",
    "a shape of thirty axes": "{'answer': {'t': 'odd', 'd': 'O', 's': [2] * 31}}",
    "a thousand arrays of objects": "{'answer': [{'t': 'odd', 'd': 'O', 's': [300000]}] * 5000}",
    "the same array many times": "{'answer': [{'t': 'same', 'h': 0}] * 50000}",
    "an array that nobody sent": "{'answer': {'t': 'same', 'h': -5}}",
    "a warning of a megabyte": "{'answer': [0, 0], 'warned': '\\x1b\\u202e' * 10**5}",
    "a dtype of objects": "{'answer': {'t': 'array', 'd': '|O', 's': [1], 'b': 0}}",
    "a buffer that is not there": "{'answer': [number(3), number(-9)]}",
    "unfit, at length": "{'unfit': ['x' * 10**6]}",
    "half a letter": "{'raised': ['\\ud800', '\\udfff' * 100]}",
    "text as an answer": "'yes'",
    "a list as an answer": "[3.0]",
}


@pytest.mark.parametrize("case", CALLS)
def test_a_forged_answer_is_no_answer(room, case):
    attacked(room, WRONG, before=TAKEN + f"instead('do_call', lambda: {CALLS[case]})")


NAMES = {
    "nothing at all": "{}",
    "a value of no kind": "{'value': {'t': 'x'}}",
    "not even a tree": "{'value': {}}",
    "a name that is a table": "{'value': {'t': 'remote', 'n': 0, 'type': {}, 'callable': True}}",
    "no number": "{'value': {'t': 'remote', 'n': 'x', 'type': 'f', 'callable': True}}",
    "a number of another function": "{'value': {'t': 'remote', 'n': 10**6, 'type': 'f', 'callable': True}}",
    "a type with a hole": "{'value': {'t': 'remote', 'n': 0, 'type': 'a\\0b', 'callable': True}}",
    "a type of a megabyte": "{'value': {'t': 'remote', 'n': 0, 'type': 'a' * 10**6, 'callable': False}}",
    "parameters that are no names": "{'value': {'t': 'remote', 'n': 0, 'type': 'f', 'callable': True, "
    "'parameters': [['1 2', 0, None], ['', 9, 1]]}}",
    "parameters without end": "{'value': {'t': 'remote', 'n': 0, 'type': 'f', 'callable': True, "
    "'parameters': [[f'p{n}', 1, 'x' * 99] for n in range(10**4)]}}",
    "one of 10^6 letters": "{'value': {'t': 'remote', 'n': 0, 'type': 'f', 'callable': True, "
    "'parameters': [['a' * 10**6, 1, None]]}}",
    "a table for parameters": "{'value': {'t': 'remote', 'n': 0, 'type': 'f', 'callable': True, 'parameters': {'a': 1}}}",
    "not to be found": "{'missing': 'yes'}",
    "a list": "[]",
}


@pytest.mark.parametrize("case", NAMES)
def test_a_forged_name_is_no_function(room, case):
    attacked(room, WRONG, before=TAKEN + f"instead('do_name', lambda: {NAMES[case]})")


ASKED = {
    "forging what a shortcut is": "instead('do_same', lambda: {'name': ['x']})",
    "forgetting strangely": "type(server).do_forget = lambda *a, **k: ([1], [])",
}
OUTPUTS = """
type(server.runner).run = lambda *a: {"outputs": [{"kind": "stream", "text": [5]}, 7,
    {"kind": "execute_result", "text": "3.0", "png": "x"}], "error": {"name": 5, "way": 9}}
"""


@pytest.mark.parametrize("case", ASKED)
def test_other_answers_can_be_forged_as_little(room, case):
    attacked(room, WRONG, before=TAKEN + ASKED[case])


def test_forged_outputs_of_cells_give_no_points(room):
    seen = room.grade("mallory", room.book(WRONG, before=TAKEN + OUTPUTS))
    assert set(seen.scores.values()) == {0.0}
    assert seen.record.problem == ""
    assert "execute_result" not in seen.shown
    honest(room)


# Said once, in place of the answer to the first call.
LINES = {
    "an early answer": "tell({'answer': [0, 0]})",
    "ten of them": "for _ in range(10): tell({'answer': [0, 0]})",
    "noise": "end.sendall(os.urandom(1000))",
    "a length without an end": "end.sendall(b'\\xff' * 12)",
    "a length of 64 MB, and silence": "end.sendall(struct.pack('!IQ', 100, 64 * 10**6)); time.sleep(9)",
    "one byte after another": "while True: end.sendall(b'\\0'); time.sleep(0.05)",
    "lengths below zero": "raw('[{},[-1,1]]')",
    "lengths that are none": "raw('[{},[true]]')",
    "no JSON": "raw('[')",
    "deep JSON": "raw('[' * 10**5)",
    "JSON in another alphabet": "raw('[{}, []]'.encode('utf-16'))",
    "a number of many digits": "raw('[{\"answer\": ' + '9' * 10**5 + '}, []]')",
    "a question in place of an answer": "tell({'callback': 0, 'args': [], 'updates': []})",
    "closing it": "end.close()",
    "shutting it": "end.shutdown(2)",
    "closing every file": "os.closerange(0, 64)",
    "another file in its place": "os.dup2(os.open('/dev/zero', 0), end.fileno())",
    "reading what is for the server": "end.setblocking(False)\ntry: os.read(end.fileno(), 9)\nexcept OSError: pass",
    "one buffer for many arrays": "tell({'answer': [{'t': 'array', 'd': '<f8', 's': [10**6], 'b': 0}] * 9000}, bytes(8 * 10**6))",
}


@pytest.mark.parametrize("case", LINES)
def test_nothing_that_is_said_on_the_line_is_more_than_an_answer(room, case):
    body = LINES[case].replace("\n", "\n    ")
    step = TAKEN + f"def perceptron_step(w, b, x, y):\n    {body}\n    return w + y * x, b + y\n"
    if "early" in case or "ten" in case:
        seen = room.grade("mallory", room.book(step))  # its later answers are out of step
        assert seen.score == 0
        assert seen.record.problem == ""
        assert None not in seen.scores.values()
        honest(room)
    else:
        attacked(room, step)


def test_a_worker_does_not_grow_by_what_is_sent(room):
    before = _peak()
    for body in ("one buffer for many arrays", "a length of 64 MB, and silence"):
        step = TAKEN + f"def perceptron_step(w, b, x, y):\n    {LINES[body]}\n"
        attacked(room, step)
    assert _peak() - before < 300 * MB


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1000


def test_a_right_answer_said_by_hand_is_an_answer(room):
    """Nothing is lost to those who play: the line takes any answer, if only it is right."""
    step = TAKEN + (
        "def perceptron_step(w, b, x, y):\n    s = y if y * (x @ w + b) <= 0 else 0\n"
        "    return w + s * x, b + s\n"
    )
    assert room.grade("ben", room.book(step)).score == 3
