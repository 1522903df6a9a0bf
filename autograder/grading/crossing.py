"""What crosses in one call: the arrays that both sides know by a number, our functions, the reply.

The student's side has the same for its end, in `inside/shared.py`. Nothing that comes from there
is believed: what no call of ours could have led to ends the process. What became of an array that
they were handed is not even asked, but looked at.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.check.calling import Reply
from autograder.check.forms import holds_text, kind
from autograder.grading import told
from autograder.grading.inside.memory import Memory
from autograder.grading.inside.pack import Foreign, Packer, Unpacker, foreign
from autograder.grading.inside.raw import Unfit
from autograder.grading.inside.wire import Message
from autograder.grading.nursery import NoProcess
from autograder.grading.side import Ended

BY_NAME = ("numpy", "nnlib")  # libraries whose functions travel by name
PRINTED = 20_000  # letters
ASKED = 1_000_000  # bytes of the arrays that a function of ours is asked about, or answers with
ASKED_IN_ALL = 30_000_000  # those of all questions in one call: a function of ours may keep them
KEPT = "Your code keeps hold of too much of what it was handed."


class Call:
    """What crosses in one call: the arrays that both sides know, the functions that are asked.

    stand_in : what stands for an object of theirs
    number : the number of the object that a value stands for; None where it is one of ours
    memory : where the arrays of the arguments are laid, if there is such memory
    """

    def __init__(
        self,
        args: tuple[Any, ...],
        stand_in: Callable[[dict[str, Any]], Any],
        number: Callable[[Any], int | None],
        refuse: Callable[[str], Exception],
        memory: Memory | None = None,
    ) -> None:
        self.memory = memory
        self.laid: dict[int, tuple[int, bytes]] = {}  # tag: where it lies, and what was laid there
        self.last: dict[int, bytes] = {}  # tag: what was there when we looked last
        self.owners: dict[int, set[int]] = defaultdict(set)  # tag: the arguments that hold it
        self.args, self.stand_in, self.number, self.refuse = args, stand_in, number, refuse
        self.arrays: dict[int, Any] = {}
        self.functions: list[Callable[..., Any]] = []
        self.asked = 0  # bytes so far
        self.likeness = ""  # what of the answer is not the thing itself
        self.packer = Packer(self._function, self._tag, lay=self._lay)
        self.trees = []
        for self.packing, value in enumerate(args):
            self.trees.append(self.packer.pack(value))

    def answer(self, message: Message) -> Message | None:
        """The answer to a question of theirs; None where the call is over."""
        head, buffers = message
        if "callback" not in head:
            return None
        size = sum(map(len, buffers))
        self.asked += size
        try:
            if size > ASKED or self.asked > ASKED_IN_ALL:
                raise Unfit("a question with more numbers than any of ours has an answer to")
            self._look()
            self._update(head.get("updates", []), buffers)
            # What is theirs stays theirs: a function of ours is never given one to call.
            plain = Unpacker(buffers, _theirs, self._keep, self._known)
            args = [plain.unpack(tree) for tree in head["args"]]
            function = self.functions[head["callback"]]
        except (Unfit, KeyError, IndexError, TypeError, ValueError) as error:
            raise self.refuse(str(error)) from None
        return _answered(function, args)

    def reply(self, head: dict[str, Any], buffers: list[bytes]) -> tuple[Reply, list[str]]:
        """What the call did, in our own words."""
        try:
            self._look()
            self._update(head.get("updates", []), buffers)
            if self.memory is not None:
                self.memory.keep(head.get("live", []))
            unpacker = Unpacker(buffers, self.stand_in, self._keep, self._known)
            after = {int(i): unpacker.unpack(tree) for i, tree in head.get("after", {}).items()}
            args = tuple(after.get(i, value) for i, value in enumerate(self.args))
            called = [str(name)[: told.TOLD] for name in head.get("called", [])]
            printed = str(head.get("printed", ""))[:PRINTED]
            if head.get("raised"):
                name, text = told.words(head["raised"])
                line = str(head.get("line", ""))[: told.TOLD]
                kinds = tuple(str(kind) for kind in head.get("kinds", [])[: told.MOST])
                raised = name or "an error", text
                return Reply(None, args, raised, kinds, line, printed=printed), called
            if "unfit" in head:
                raised = (
                    "",
                    f"What it returned cannot be read: {str(head['unfit'])[: told.TOLD]}.",
                )
                return Reply(args=args, raised=raised), called
            unpacker.likeness = ""
            match head["answer"]:
                case {"t": "given", "n": number}:  # the very thing that it was handed
                    answer = args[number]
                case tree:
                    answer = unpacker.unpack(tree)
            self.likeness = unpacker.likeness
            warned = str(head.get("warned", ""))[: told.TOLD]
            touched = self._touched()
            return Reply(answer, args, warned=warned, printed=printed, touched=touched), called
        except (Unfit, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise self.refuse(str(error)) from None

    def _tag(self, array: Any) -> tuple[int | None, bool]:
        """Each array of the arguments gets a number; the same array twice has the same one."""
        for tag, seen in self.arrays.items():
            if seen is array:
                self.owners[tag].add(self.packing)
                return tag, True
        tag = len(self.arrays)
        self.arrays[tag] = array
        self.owners[tag].add(self.packing)
        return tag, False

    def _lay(self, tag: int, data: bytes) -> int | None:
        try:
            place = self.memory.lay(data) if self.memory is not None else None
        except MemoryError:
            self.refuse("no room is left")  # this ends their process
            raise Ended(KEPT) from None
        if place is not None:
            self.laid[tag], self.last[tag] = (place, data), data
        return place

    def _look(self) -> None:
        """Change our copies of what they were handed as what lies in the memory has changed."""
        for tag, (place, data) in self.laid.items():
            now = self.memory.now(place, len(data)) if self.memory is not None else data
            if now != self.last[tag]:
                self.last[tag] = now
                array = self.arrays[tag]
                flat = np.frombuffer(now, array.dtype.newbyteorder("="))
                down = array.flags.f_contiguous and not array.flags.c_contiguous
                array[...] = flat.reshape(array.shape, order="F" if down else "C")

    def _keep(self, tag: int, array: Any) -> None:
        if tag in self.arrays:
            raise Unfit("two arrays have one number")
        self.arrays[tag] = array

    def _known(self, tag: int) -> Any:
        if tag not in self.arrays:
            raise Unfit("an array that nobody knows")
        return self.arrays[tag]

    def _touched(self) -> frozenset[int]:
        """The arguments in which an array is not as it was laid; what was put back is as it was."""
        moved = (tag for tag, (_, data) in self.laid.items() if self.last[tag] != data)
        return frozenset[int]().union(*(self.owners[tag] for tag in moved))

    def _update(self, updates: list[Any], buffers: list[bytes]) -> None:
        """Change our copies as theirs have changed."""
        for tag, tree in updates:
            new, old = Unpacker(buffers).unpack(tree), self._known(tag)
            if isinstance(new, np.ndarray) and (new.shape, new.dtype) == (old.shape, old.dtype):
                old[...] = new

    def _function(self, value: Any) -> Any:
        """A function on its way over there: by name where both sides have it."""
        if (number := self.number(value)) is not None:
            return {"t": "held", "n": number}
        module, name = getattr(value, "__module__", None), getattr(value, "__name__", "")
        if isinstance(value, np.ufunc):
            module = "numpy"
        known = getattr(sys.modules.get(str(module)), name, None)
        if known is value and str(module).split(".")[0] in BY_NAME:
            return {"t": "named", "n": f"{module}.{name}"}
        if not callable(value):
            raise Unfit(f"{kind(value)} cannot be handed to a student's function")
        self.functions.append(value)
        type_name = type(value).__name__
        made = {"t": "function", "n": len(self.functions) - 1, "type": type_name}
        return {**made, "name": name or type_name}


def _theirs(tree: dict[str, Any]) -> Foreign:
    return foreign(str(tree["type"]))


def _answered(function: Callable[..., Any], args: list[Any]) -> Message:
    """What a function of ours says to their arguments; numbers alone are let through to it."""
    packer = Packer()
    try:
        if holds_text(args):
            raise TypeError("a text is no number")
        value = packer.pack(function(*args))
        drawn = {  # they hold the same generators, and go on where these are now
            str(i): packer.pack(x) for i, x in enumerate(args) if isinstance(x, np.random.Generator)
        }
        if sum(map(len, packer.buffers)) > ASKED:
            raise ValueError("that would be more numbers than anybody needs")
        return {"value": value, "drawn": drawn}, packer.buffers
    except (Ended, NoProcess):  # it asked something of theirs
        raise
    except Exception as error:
        return {"raised": [type(error).__name__, str(error)]}, []
