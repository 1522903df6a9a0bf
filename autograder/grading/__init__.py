"""The grader: student code runs in one process, and the verdict is reached in another."""

import sys

# jsonschema would build a grammar of internationalised addresses, for a second and in every
# worker; notebooks hold none. Without the package it goes on without them.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
