"""What all parts of argparse share: its markers, its errors, objects that show their attributes."""

import sys as _sys

# The values of nargs, beside numbers.
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER = '?', '*', '+', 'A...', '...'

SUPPRESS = '==SUPPRESS=='
# The attribute in which sub-parsers leave what nobody recognised.
_UNRECOGNIZED_ARGS_ATTR = '_unrecognized_args'


# Only a program that has imported gettext can have set up translations.
def _(text):
    gettext = _sys.modules.get('gettext')
    return gettext.gettext(text) if gettext else text


def ngettext(singular, plural, number):
    gettext = _sys.modules.get('gettext')
    if gettext:
        return gettext.ngettext(singular, plural, number)
    return singular if number == 1 else plural


class _AttributeHolder:
    """repr() as a call with the attributes; _get_kwargs() and _get_args() say which."""

    def __repr__(self):
        shown = [repr(argument) for argument in self._get_args()]
        odd = {}            # names that cannot be keywords
        for name, value in self._get_kwargs():
            if name.isidentifier():
                shown.append(f'{name}={value!r}')
            else:
                odd[name] = value
        if odd:
            shown.append(f'**{odd!r}')
        return f"{type(self).__name__}({', '.join(shown)})"

    def _get_kwargs(self):
        return list(self.__dict__.items())

    def _get_args(self):
        return []


def _get_action_name(argument):
    """How error messages call an action; None if there is nothing to call it."""
    if argument is None:
        return None
    if argument.option_strings:
        return '/'.join(argument.option_strings)
    if argument.metavar not in (None, SUPPRESS):
        return argument.metavar
    if argument.dest not in (None, SUPPRESS):
        return argument.dest
    if argument.choices:
        return '{' + ','.join(argument.choices) + '}'
    return None


class ArgumentError(Exception):
    """Something is wrong with an argument, as it is declared or as it is given."""

    def __init__(self, argument, message):
        self.argument_name, self.message = _get_action_name(argument), message

    def __str__(self):
        if self.argument_name is None:
            return str(self.message)
        return _('argument %(argument_name)s: %(message)s') % vars(self)


class ArgumentTypeError(Exception):
    """Raised by functions given as type for a str that they cannot convert."""
