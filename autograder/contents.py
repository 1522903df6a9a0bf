"""What JupyterLab reads of a slider whose kernel is gone: the still picture.

JupyterLab keeps a slider in the notebook's file as it was seen last, live. Opened on another day,
without the kernel that moved it, it would be an error message; so then the live part is left out,
and JupyterLab shows the picture and the lines that are stored beside it. The file stays as it is.

This is an extension of Jupyter's server. Every JupyterLab of the environment loads it, ours and
that of a student who has installed the package: `environment/nnlib-course.json` says so there.
"""

from __future__ import annotations

from typing import Any

from jupyter_core.utils import ensure_async

from nnlib.pictures.slider import VIEW

__all__ = ["still"]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Let every notebook that no kernel runs be read without the live part of its sliders."""
    manager = server.contents_manager
    read = manager.get

    async def get(path: str, *more: Any, **named: Any) -> Any:
        model = await ensure_async(read(path, *more, **named))
        if model["type"] == "notebook" and model["content"] and not await _runs(server, path):
            still(model["content"])
        return model

    manager.get = get


async def _runs(server: Any, path: str) -> bool:
    sessions = await ensure_async(server.session_manager.list_sessions())
    return any(session["path"].strip("/") == path.strip("/") for session in sessions)


def still(notebook: Any) -> None:
    """Take the live part out of every output that has a page to show in its place."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data:
                data.pop(VIEW, None)
