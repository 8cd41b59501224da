"""Options of a command line, as the C function getopt() reads them, and GNU's long options too.

Letters that have an argument are followed by ":", long names by "=". gnu_getopt() lets options and
arguments be mixed.
"""

import os
import sys

__all__ = ['GetoptError', 'error', 'getopt', 'gnu_getopt']


def _(text):
    gettext = sys.modules.get('gettext')
    return gettext.gettext(text) if gettext else text


class GetoptError(Exception):
    """A command line is wrong: msg says how, opt is the option."""

    msg = opt = ''

    def __init__(self, msg, opt=''):
        super().__init__(msg, opt)
        self.msg, self.opt = msg, opt

    def __str__(self):
        return self.msg


error = GetoptError         # its older name


def getopt(args, shortopts, longopts=[]):
    """The list of pairs (option, value), and the arguments behind them."""
    return _parse(args, shortopts, longopts, stops_at_argument=True)


def gnu_getopt(args, shortopts, longopts=[]):
    """The same with options among the arguments, unless shortopts begins with "+" or
    POSIXLY_CORRECT is set."""
    stops = shortopts.startswith('+')
    if stops:
        shortopts = shortopts[1:]
    return _parse(args, shortopts, longopts, stops or bool(os.environ.get('POSIXLY_CORRECT')))


def _parse(args, shortopts, longopts, stops_at_argument):
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    opts = []
    others = []
    while args:
        first = args[0]
        if first == '--':
            args = args[1:]
            break
        if first.startswith('--'):
            opts, args = do_longs(opts, first[2:], longopts, args[1:])
        elif first.startswith('-') and first != '-':
            opts, args = do_shorts(opts, first[1:], shortopts, args[1:])
        elif stops_at_argument:
            break
        else:
            others.append(first)
            args = args[1:]
    return opts, others + args if others else args


def do_longs(opts, opt, longopts, args):
    """Notes the long option NAME or NAME=VALUE."""
    opt, equals, value = opt.partition('=')
    has_arg, opt = long_has_args(opt, longopts)
    if equals and not has_arg:
        raise GetoptError(_('option --%s must not have an argument') % opt, opt)
    if has_arg and not equals:
        if not args:
            raise GetoptError(_('option --%s requires argument') % opt, opt)
        value, *args = args
    opts.append((f'--{opt}', value))
    return opts, args


def long_has_args(opt, longopts):
    """Does the option that opt is or abbreviates take an argument, and what is its whole name?"""
    possibilities = [known for known in longopts if known.startswith(opt)]
    if not possibilities:
        raise GetoptError(_('option --%s not recognized') % opt, opt)
    if opt in possibilities:
        return False, opt
    if opt + '=' in possibilities:
        return True, opt
    if len(possibilities) > 1:
        raise GetoptError(_('option --%s not a unique prefix') % opt, opt)
    [match] = possibilities
    return match.endswith('='), match.removesuffix('=')


def do_shorts(opts, optstring, shortopts, args):
    """Notes the options of some letters; an argument is the rest of them, or comes next."""
    while optstring:
        opt, optstring = optstring[0], optstring[1:]
        value = ''
        if short_has_arg(opt, shortopts):
            if not optstring and not args:
                raise GetoptError(_('option -%s requires argument') % opt, opt)
            value = optstring
            if not value:
                value, *args = args
            optstring = ''
        opts.append((f'-{opt}', value))
    return opts, args


def short_has_arg(opt, shortopts):
    for index, letter in enumerate(shortopts):
        if opt == letter != ':':
            return shortopts.startswith(':', index + 1)
    raise GetoptError(_('option -%s not recognized') % opt, opt)


if __name__ == "__main__":
    import sys
    print(getopt(sys.argv[1:], "a:b", ["alpha=", "beta"]))
