"""What the interpreter says about its instructions.

Folio's run-time instructions are its own; what tools may rely on is in dis.
"""

# CPython's specialised instructions, which its tests look for by name, are not Folio's.
ENABLE_SPECIALIZATION = False


def get_specialization_stats():
    """No statistics are kept."""
    return None
