"""What every test shares: one seeded generator, no windows, and what is costly made but once."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("repeatable")

Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator with a fixed seed: the same numbers on every machine."""
    return np.random.default_rng(20_26)


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """once(name, make): a folder that `make` fills once in a run, whichever worker asks first."""
    import fcntl

    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if hasattr(request.config, "workerinput") else own) / "once"
    shared.mkdir(exist_ok=True)

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / name).exists():
                part = shared / f"{name}.part"
                shutil.rmtree(part, ignore_errors=True)
                part.mkdir()
                make(part)
                part.rename(shared / name)
        return shared / name

    return folder


@pytest.fixture(scope="session")
def students_wheel(once: Once) -> Path:
    """The package that students install, as `release` builds it of this clone."""
    from autograder.lesson.bundle import build_wheel

    (wheel,) = once("wheel", build_wheel).glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel_at_hand(students_wheel: Path) -> Iterator[None]:
    """A release packs that package, and does not build it for itself."""
    from autograder.commands import release

    built = release.build_wheel

    def at_hand(folder: Path, *, own: Path | None = None) -> Path:
        return built(folder, own=own) if own else students_wheel

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(release, "build_wheel", at_hand)
        yield


@pytest.fixture(scope="session")
def first_released(once: Once) -> Path:
    """A course folder in which the first lesson is released, to be copied."""
    from autograder.commands.release import release
    from autograder.lesson.reading import find_lesson

    made = once("released", lambda folder: release(find_lesson("00"), folder / "course"))
    return made / "course"


@pytest.fixture(scope="module")
def sliders_drawn(once: Once) -> Iterator[None]:
    """The sliders of each lesson are drawn at every position once: that runs the lesson."""
    from nbformat import from_dict

    from autograder.lecture import frames
    from autograder.lesson.reading import all_lessons
    from autograder.site import chapter

    drawn = frames.with_frames

    def at_hand(path: Path) -> Any:
        if path not in all_lessons():
            return drawn(path)

        def draw(folder: Path) -> None:
            (folder / "lesson.json").write_text(json.dumps(drawn(path)), encoding="utf-8")

        file = once(f"sliders of {path.stem}", draw) / "lesson.json"
        return from_dict(json.loads(file.read_text(encoding="utf-8")))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "with_frames", at_hand)
        patch.setattr(chapter, "with_frames", at_hand)
        yield
