"""Parser for command line options.

This module helps scripts to parse the command line arguments in
sys.argv.  It supports the same conventions as the Unix getopt()
function (including the special meanings of arguments of the form `-'
and `--').  Long options similar to those supported by GNU software
may be used as well via an optional third argument.  This module
provides two functions and an exception:

getopt() -- Parse command line options
gnu_getopt() -- Like getopt(), but allow option and non-option arguments
to be intermixed.
GetoptError -- exception (class) raised with 'opt' attribute, which is the
option involved with the exception.
"""

import os
import sys

__all__ = ['GetoptError', 'error', 'getopt', 'gnu_getopt']


def _(text):
    gettext = sys.modules.get('gettext')
    return gettext.gettext(text) if gettext else text


class GetoptError(Exception):
    opt = ''
    msg = ''

    def __init__(self, msg, opt=''):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError         # its older name


def getopt(args, shortopts, longopts=[]):
    """getopt(args, options[, long_options]) -> opts, args

    Parses command line options and parameter list.  args is the
    argument list to be parsed, without the leading reference to the
    running program.  Typically, this means "sys.argv[1:]".  shortopts
    is the string of option letters that the script wants to
    recognize, with options that require an argument followed by a
    colon (i.e., the same format that Unix getopt() uses).  If
    specified, longopts is a list of strings with the names of the
    long options which should be supported.  The leading '--'
    characters should not be included in the option name.  Options
    which require an argument should be followed by an equal sign
    ('=').

    The return value consists of two elements: the first is a list of
    (option, value) pairs; the second is the list of program arguments
    left after the option list was stripped (this is a trailing slice
    of the first argument).  Each option-and-value pair returned has
    the option as its first element, prefixed with a hyphen (e.g.,
    '-x'), and the option argument as its second element, or an empty
    string if the option has no argument.  The options occur in the
    list in the same order in which they were found, thus allowing
    multiple occurrences.  Long and short options may be mixed.
    """
    return _parse(args, shortopts, longopts, stops_at_argument=True)


def gnu_getopt(args, shortopts, longopts=[]):
    """getopt(args, options[, long_options]) -> opts, args

    This function works like getopt(), except that GNU style scanning
    mode is used by default. This means that option and non-option
    arguments may be intermixed. The getopt() function stops
    processing options as soon as a non-option argument is
    encountered.

    If the first character of the option string is `+', or if the
    environment variable POSIXLY_CORRECT is set, then option
    processing stops as soon as a non-option argument is encountered.
    """
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
    opt, separator, optarg = opt.partition('=')
    has_arg, opt = long_has_args(opt, longopts)
    if not separator:
        optarg = None
    if has_arg:
        if optarg is None:
            if not args:
                raise GetoptError(_('option --%s requires argument') % opt, opt)
            optarg, args = args[0], args[1:]
    elif optarg is not None:
        raise GetoptError(_('option --%s must not have an argument') % opt, opt)
    opts.append(('--' + opt, optarg or ''))
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
    while optstring:
        opt, optstring = optstring[0], optstring[1:]
        if short_has_arg(opt, shortopts):
            if not optstring:
                if not args:
                    raise GetoptError(_('option -%s requires argument') % opt, opt)
                optstring, args = args[0], args[1:]
            optarg, optstring = optstring, ''
        else:
            optarg = ''
        opts.append(('-' + opt, optarg))
    return opts, args


def short_has_arg(opt, shortopts):
    for index, letter in enumerate(shortopts):
        if opt == letter != ':':
            return shortopts.startswith(':', index + 1)
    raise GetoptError(_('option -%s not recognized') % opt, opt)
