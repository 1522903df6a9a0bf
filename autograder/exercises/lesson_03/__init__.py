"""03_xor: gates, the XOR network and its certificate, and a network for every truth table.

Many weights are right here, so an answer is judged by what it does: which inputs make it fire.
"""

ORDER = (
    "gate_and",
    "gate_or",
    "gate_not",
    "xor_network",
    "xor_certificate",
    "pattern_detector",
    "boolean_network",
)
