"""How a process is locked in, and how far this machine can do it. Knows nothing of notebooks."""
