"""The old name of re._parser."""

import warnings

from re import _parser as _module

warnings.warn(f"module {__name__!r} is deprecated", DeprecationWarning, stacklevel=2)
globals().update({name: value for name, value in vars(_module).items() if name[:2] != "__"})
