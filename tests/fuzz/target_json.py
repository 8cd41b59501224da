"""json: what can be read is written and read back equal."""

import json

EXPECTED = ValueError, RecursionError, MemoryError, KeyboardInterrupt


def fuzz(data):
    try:
        value = json.loads(data)
        text = json.dumps(value)
        pretty = json.dumps(value, indent=1, sort_keys=True)
    except EXPECTED:
        return
    if "NaN" not in text:
        assert json.loads(text) == value == json.loads(pretty), text
