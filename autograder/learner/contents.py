"""What the learner's JupyterLab reads: of a slider whose kernel is gone, the still picture.

JupyterLab keeps a slider in the notebook's file as it was seen last, live. Opened on another day,
without the kernel that moved it, it would be an error message; so then the live part is left out,
and JupyterLab shows the picture and the lines that are stored beside it. The file stays as it is.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from nnlib.slider import VIEW

__all__ = ["StillWithoutKernel", "still"]


class StillWithoutKernel(AsyncLargeFileManager):
    """Jupyter's own way to read and write files, but for sliders that nothing moves."""

    async def get(self, path: str, content: bool = True, *more: Any, **named: Any) -> Any:
        read: Any = super().get
        model = await read(path, content, *more, **named)
        if content and model["type"] == "notebook" and not await self._runs(path):
            still(model["content"])
        return model

    async def _runs(self, path: str) -> bool:
        server: Any = self.parent
        sessions = await server.session_manager.list_sessions()
        return any(session["path"].strip("/") == path.strip("/") for session in sessions)


def still(notebook: Any) -> None:
    """Take the live part out of every output that has a page to show in its place."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data:
                data.pop(VIEW, None)
