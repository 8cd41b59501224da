"""mock_open(): a mock of open() and of the file that it gives."""

import io

from unittest._mock_calls import DEFAULT
from unittest.mock import MagicMock

file_spec = None
open_spec = None


def _set_open_specs():
    global file_spec, open_spec
    if file_spec is None:
        file_spec = list({*dir(io.TextIOWrapper), *dir(io.BytesIO)})
        open_spec = list(dir(io.open))


def mock_open(mock=None, read_data=""):
    """A mock of `open`: `mock`, or a new one. The file that it gives, also in a with statement,
    is read from `read_data`, a str or bytes."""
    _set_open_specs()
    if mock is None:
        mock = MagicMock(name="open", spec=open_spec)
    handle = MagicMock(spec=file_spec)
    stream = None

    def reopen(*args, **kwargs):
        nonlocal stream
        stream = io.BytesIO(read_data) if isinstance(read_data, bytes) else io.StringIO(read_data)
        return DEFAULT

    def reader(name):
        method = getattr(handle, name)
        method.return_value = None

        def read(*args, **kwargs):
            set_by_user = method.return_value
            return getattr(stream, name)(*args, **kwargs) if set_by_user is None else set_by_user
        method.side_effect = read

    def lines():
        while handle.readline.return_value is not None:
            yield handle.readline.return_value
        yield from stream

    def next_line():
        line = handle.readline.return_value
        return next(stream) if line is None else line

    reopen()
    for name in ("read", "readline", "readlines"):
        reader(name)
    handle.write.return_value = None
    handle.__enter__.return_value = handle
    handle.__exit__.side_effect = lambda *exc_info: handle.close()
    handle.__iter__.side_effect = lines
    handle.__next__.side_effect = next_line
    mock.side_effect = reopen
    mock.return_value = handle
    return mock
