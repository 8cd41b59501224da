"""Reading command lines.

ArgumentParser: arguments are declared by add_argument(), parse_args() reads a command line, and
usage, help and error messages come from the declarations:

    parser = argparse.ArgumentParser(description='add numbers')
    parser.add_argument('numbers', nargs='+', type=int, help='what to add')
    parser.add_argument('--to', type=argparse.FileType('w'), default='-', help='where to write')
    options = parser.parse_args()
    print(sum(options.numbers), file=options.to)

The work is done in: _container (declaring), _run (reading), _actions (what an argument does),
_formatter (help texts), _parser (ArgumentParser, which joins them).
"""

import os as _os
import re as _re
import sys as _sys

from argparse._base import (ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS,
                            _UNRECOGNIZED_ARGS_ATTR, ZERO_OR_MORE, ArgumentError,
                            ArgumentTypeError, _, _AttributeHolder, _get_action_name, ngettext)
from argparse._actions import (Action, BooleanOptionalAction, FileType, _AppendAction,
                               _AppendConstAction, _copy_items, _CountAction, _ExtendAction,
                               _HelpAction, _StoreAction, _StoreConstAction, _StoreFalseAction,
                               _StoreTrueAction, _SubParsersAction, _VersionAction)
from argparse._container import _ActionsContainer, _ArgumentGroup, _MutuallyExclusiveGroup
from argparse._formatter import (ArgumentDefaultsHelpFormatter, HelpFormatter,
                                 MetavarTypeHelpFormatter, RawDescriptionHelpFormatter,
                                 RawTextHelpFormatter)
from argparse._parser import ArgumentParser, Namespace

__version__ = '1.1'
__all__ = """
    ArgumentParser Namespace ArgumentError ArgumentTypeError Action BooleanOptionalAction FileType
    HelpFormatter ArgumentDefaultsHelpFormatter RawDescriptionHelpFormatter RawTextHelpFormatter
    MetavarTypeHelpFormatter ONE_OR_MORE OPTIONAL PARSER REMAINDER SUPPRESS ZERO_OR_MORE
    """.split()

# The classes belong to argparse, wherever in it they are written.
for _name, _class in list(globals().items()):
    if isinstance(_class, type) and _class.__module__.startswith('argparse.'):
        _class.__module__ = 'argparse'
del _name, _class
