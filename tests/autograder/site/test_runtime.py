"""The page's Python comes from pinned files: fetched from their hosts, or brought by the site."""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile

import pytest

from autograder.environment import CommandFailed
from autograder.site import runtime

PINNED = {"pyodide.js": b"core", "numpy.whl": b"wheel"}


@pytest.fixture(autouse=True)
def pinned(monkeypatch):
    files = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in PINNED.items()
    }
    monkeypatch.setitem(runtime.SETTINGS, "files", files)


@pytest.fixture
def put(tmp_path):
    """Make the site's Python; what the page is told of each file."""
    site, wheel = tmp_path / "site", tmp_path / "ours.whl"
    with zipfile.ZipFile(wheel, "w") as package:
        package.writestr("nnlib/mlp.py", "")
        for number in ("04", "11"):
            package.writestr(f"autograder/exercises/lesson_{number}/a.stored", number)
    site.mkdir()

    def made(local=None):
        runtime.put_python(site, wheel, local, {"04_neurons": ["sigmoid", "tanh_prime"]})
        told = json.loads((site / "python.json").read_text())
        return site, {file["name"]: file for file in told["files"]}

    return made


@pytest.fixture
def local(tmp_path):
    folder = tmp_path / "local"
    folder.mkdir()
    for name, data in PINNED.items():
        (folder / name).write_bytes(data)
    return folder


def test_a_published_site_holds_our_files_and_names_the_hosts_of_the_rest(put):
    site, files = put()
    there = sorted(x.name for x in (site / "python").iterdir())
    assert there == ["lesson_04.zip", "lesson_11.zip", "ours.whl", "shell.py"]
    assert files["pyodide.js"]["address"].startswith(runtime.SETTINGS["core"])
    assert files["numpy.whl"]["address"].startswith(runtime.SETTINGS["wheels"])
    assert runtime.SETTINGS["core"].startswith("https://")
    assert runtime.SETTINGS["version"] in runtime.SETTINGS["core"]
    assert runtime.SETTINGS["version"] in runtime.SETTINGS["wheels"]


def test_with_a_local_copy_the_site_names_no_host(put, local):
    site, files = put(local)
    for name, data in PINNED.items():
        assert (site / files[name]["address"]).read_bytes() == data
    assert "://" not in (site / "python.json").read_text()


def test_each_file_is_told_with_its_hash_and_ours_change_their_address_with_it(put):
    site, files = put()
    digest = hashlib.sha256((site / "python" / "ours.whl").read_bytes())
    wanted = base64.b64encode(digest.digest()).decode()
    assert files["ours.whl"]["integrity"] == f"sha256-{wanted}"
    assert files["ours.whl"]["address"].endswith(f"?{digest.hexdigest()[:12]}")


def test_what_is_stored_for_a_lesson_is_fetched_with_that_lesson_alone(put):
    site, _ = put()
    told = json.loads((site / "python.json").read_text())
    assert told["lessons"] == {"04_neurons": ["lesson_04.zip"]}
    with zipfile.ZipFile(site / "python" / "ours.whl") as package:
        assert package.namelist() == ["nnlib/mlp.py"]
    with zipfile.ZipFile(site / "python" / "lesson_11.zip") as stored:
        assert stored.read("autograder/exercises/lesson_11/a.stored") == b"11"


def test_a_file_that_is_another_is_refused_by_name(put, local):
    (local / "numpy.whl").write_bytes(b"weird")
    with pytest.raises(CommandFailed, match=r"numpy\.whl in .* is not the file of Pyodide"):
        put(local)


def test_a_file_that_is_missing_is_named(put, local):
    (local / "pyodide.js").unlink()
    with pytest.raises(CommandFailed, match=r"holds no pyodide\.js"):
        put(local)
