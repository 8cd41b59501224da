"""Command lines with options, as UNIX programs have them; argparse is the successor of this.

OptionParser.add_option() declares an Option, parse_args() gives the values of all options, and the
arguments that are left. Options are found by their strings in two tables, -x and --xyz, which a
parser shares with its groups. A formatter makes the help text.
"""

import os
import sys
import textwrap

__version__ = '1.5.3'
__all__ = ['Option', 'make_option', 'SUPPRESS_HELP', 'SUPPRESS_USAGE', 'Values',
           'OptionContainer', 'OptionGroup', 'OptionParser', 'HelpFormatter',
           'IndentedHelpFormatter', 'TitledHelpFormatter', 'OptParseError', 'OptionError',
           'OptionConflictError', 'OptionValueError', 'BadOptionError', 'check_choice']

NO_DEFAULT = ('NO', 'DEFAULT')
SUPPRESS_HELP = 'SUPPRESS' + 'HELP'
SUPPRESS_USAGE = 'SUPPRESS' + 'USAGE'


def _(text):
    module = sys.modules.get('gettext')
    return module.gettext(text) if module else text


def _ngettext(singular, plural, number):
    module = sys.modules.get('gettext')
    if module:
        return module.ngettext(singular, plural, number)
    return singular if number == 1 else plural


def _repr(self):
    return f'<{self.__class__.__name__} at 0x{id(self):x}: {self}>'


# ---- errors ----

class OptParseError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class OptionError(OptParseError):
    """An option is declared in a wrong way."""

    def __init__(self, msg, option):
        super().__init__(msg)
        self.option_id = str(option)

    def __str__(self):
        return f'option {self.option_id}: {self.msg}' if self.option_id else self.msg


class OptionConflictError(OptionError):
    """Two options have the same string."""


class OptionValueError(OptParseError):
    """An option on the command line has a wrong value."""


class BadOptionError(OptParseError):
    """There is no such option."""

    def __init__(self, opt_str):
        self.opt_str = opt_str

    def __str__(self):
        return _('no such option: %s') % self.opt_str


class AmbiguousOptionError(BadOptionError):
    """An abbreviation fits more than one option."""

    def __init__(self, opt_str, possibilities):
        super().__init__(opt_str)
        self.possibilities = possibilities

    def __str__(self):
        return _('ambiguous option: %s (%s?)') % (self.opt_str, ', '.join(self.possibilities))


# ---- help texts ----

def _terminal_width():
    try:
        return int(os.environ['COLUMNS'])
    except (KeyError, ValueError):
        return 80


class HelpFormatter:
    """Makes help texts; subclasses say what a heading and the usage look like."""

    NO_DEFAULT_VALUE = 'none'

    def __init__(self, indent_increment, max_help_position, width, short_first):
        self.width = _terminal_width() - 2 if width is None else width
        self.max_help_position = min(max_help_position,
                                     max(self.width - 20, indent_increment * 2))
        self.help_position = self.max_help_position
        self.help_width = None          # known when all options are
        self.indent_increment, self.short_first = indent_increment, short_first
        self.current_indent = self.level = 0
        self.parser, self.default_tag = None, '%default'
        self.option_strings = {}
        self._short_opt_fmt, self._long_opt_fmt = '%s %s', '%s=%s'

    def set_parser(self, parser):
        self.parser = parser

    def set_short_opt_delimiter(self, delim):
        if delim not in ('', ' '):
            raise ValueError(f'invalid metavar delimiter for short options: {delim!r}')
        self._short_opt_fmt = f'%s{delim}%s'

    def set_long_opt_delimiter(self, delim):
        if delim not in ('=', ' '):
            raise ValueError(f'invalid metavar delimiter for long options: {delim!r}')
        self._long_opt_fmt = f'%s{delim}%s'

    def indent(self):
        self.level += 1
        self.current_indent += self.indent_increment

    def dedent(self):
        self.level -= 1
        self.current_indent -= self.indent_increment
        assert self.current_indent >= 0, 'Indent decreased below 0.'

    def _must_define(self, text):
        raise NotImplementedError('subclasses must implement')

    format_usage = format_heading = _must_define

    def _format_text(self, text):
        margin = ' ' * self.current_indent
        return textwrap.fill(text, max(self.width - len(margin), 11),
                             initial_indent=margin, subsequent_indent=margin)

    def format_description(self, description):
        return f'{self._format_text(description)}\n' if description else ''

    def format_epilog(self, epilog):
        return f'\n{self._format_text(epilog)}\n' if epilog else ''

    def expand_default(self, option):
        """The help of an option, %default replaced."""
        if not self.default_tag or self.parser is None:
            return option.help
        default = self.parser.defaults.get(option.dest)
        if default in (None, NO_DEFAULT):
            default = self.NO_DEFAULT_VALUE
        return option.help.replace(self.default_tag, str(default))

    def format_option(self, option):
        """An option's strings, and its help beside them if they are short enough, else below."""
        strings = ' ' * self.current_indent + self.option_strings[option]
        help_lines = []
        if option.help:
            help_lines = textwrap.wrap(self.expand_default(option), self.help_width)
        margin = ' ' * self.help_position
        fits = len(strings) <= self.help_position - 2
        if fits and option.help:
            first = help_lines.pop(0) if help_lines else ''
            lines = [strings.ljust(self.help_position) + first]
        else:
            lines = [strings.ljust(self.help_position) if fits else strings]
        lines += [margin + line for line in help_lines]
        return ''.join(f'{line}\n' for line in lines)

    def store_option_strings(self, parser):
        """Notes the strings of all options, and how much room they take."""
        self.indent()
        longest = self._store_strings(parser.option_list)
        self.indent()
        for group in parser.option_groups:
            longest = max(longest, self._store_strings(group.option_list))
        self.dedent()
        self.dedent()
        self.help_position = min(longest + 2, self.max_help_position)
        self.help_width = max(self.width - self.help_position, 11)

    def _store_strings(self, options):
        for option in options:
            self.option_strings[option] = self.format_option_strings(option)
        return max((len(self.option_strings[option]) + self.current_indent
                    for option in options), default=0)

    def format_option_strings(self, option):
        """-f FILE, --file=FILE"""
        short, long = option._short_opts, option._long_opts
        if option.takes_value():
            metavar = option.metavar or option.dest.upper()
            short = [self._short_opt_fmt % (opt, metavar) for opt in short]
            long = [self._long_opt_fmt % (opt, metavar) for opt in long]
        return ', '.join(short + long if self.short_first else long + short)


class IndentedHelpFormatter(HelpFormatter):
    """Help whose sections are indented."""

    def __init__(self, indent_increment=2, max_help_position=24, width=None, short_first=1):
        super().__init__(indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        return _('Usage: %s\n') % usage

    def format_heading(self, heading):
        return f'{"":{self.current_indent}}{heading}:\n'


class TitledHelpFormatter(HelpFormatter):
    """Help whose headings are underlined."""

    def __init__(self, indent_increment=0, max_help_position=24, width=None, short_first=0):
        super().__init__(indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        return f'{self.format_heading(_("Usage"))}  {usage}\n'

    def format_heading(self, heading):
        return f'{heading}\n{"=-"[self.level] * len(heading)}\n'


# ---- types of values ----

def _parse_num(val, type):
    prefix = val[:2].lower()
    if prefix == '0x':
        return type(val, 16)
    if prefix == '0b':
        return type(val[2:] or '0', 2)
    return type(val, 8 if val[:1] == '0' else 10)


def _parse_int(val):
    return _parse_num(val, int)


_builtin_cvt = {'int': (_parse_int, _('integer')), 'long': (_parse_int, _('integer')),
                'float': (float, _('floating-point')), 'complex': (complex, _('complex'))}


def check_builtin(option, opt, value):
    """The value as the type of an option that is a type of Python."""
    convert, what = _builtin_cvt[option.type]
    try:
        return convert(value)
    except ValueError:
        raise OptionValueError(_('option %s: invalid %s value: %r') % (opt, what, value))


def check_choice(option, opt, value):
    """The value if it is one of the option's choices."""
    if value not in option.choices:
        raise OptionValueError(_('option %s: invalid choice: %r (choose from %s)')
                               % (opt, value, ', '.join(map(repr, option.choices))))
    return value


# ---- options ----

def _call_back(option, opt, value, values, parser):
    option.callback(option, opt, value, parser, *(option.callback_args or ()),
                    **(option.callback_kwargs or {}))


def _print_and_exit(print_name):
    def action(option, dest, opt, value, values, parser):
        getattr(parser, print_name)()
        parser.exit()
    return action


# What actions do, called with the option, dest, opt, value, values and parser.
_DO = {
    'store': lambda option, dest, opt, value, values, parser: setattr(values, dest, value),
    'store_const': lambda option, dest, opt, value, values, parser:
        setattr(values, dest, option.const),
    'store_true': lambda option, dest, opt, value, values, parser: setattr(values, dest, True),
    'store_false': lambda option, dest, opt, value, values, parser: setattr(values, dest, False),
    'append': lambda option, dest, opt, value, values, parser:
        values.ensure_value(dest, []).append(value),
    'append_const': lambda option, dest, opt, value, values, parser:
        values.ensure_value(dest, []).append(option.const),
    'count': lambda option, dest, opt, value, values, parser:
        setattr(values, dest, values.ensure_value(dest, 0) + 1),
    'callback': lambda option, dest, *call: _call_back(option, *call),
    'help': _print_and_exit('print_help'),
    'version': _print_and_exit('print_version'),
}


class Option:
    """An option: its strings, and what is to be done when it is found (the ATTRS)."""

    ATTRS = ['action', 'type', 'dest', 'default', 'nargs', 'const', 'choices', 'callback',
             'callback_args', 'callback_kwargs', 'help', 'metavar']
    # Subclasses may know more actions and types.
    ACTIONS = tuple(_DO)
    STORE_ACTIONS = ACTIONS[:7]                         # put a value somewhere
    TYPED_ACTIONS = ('store', 'append', 'callback')     # may have a type
    ALWAYS_TYPED_ACTIONS = ('store', 'append')          # must have one
    CONST_ACTIONS = ('store_const', 'append_const')     # have a const
    TYPES = ('string', *_builtin_cvt, 'choice')
    TYPE_CHECKER = {**dict.fromkeys(_builtin_cvt, check_builtin), 'choice': check_choice}

    def __init__(self, *opts, **attrs):
        self._short_opts, self._long_opts = [], []
        self._set_opt_strings(self._check_opt_strings(opts))
        self._set_attrs(attrs)
        for check in self.CHECK_METHODS:
            check(self)

    def _check_opt_strings(self, opts):
        given = list(filter(None, opts))
        if not given:
            raise TypeError('at least one option string must be supplied')
        return given

    def _set_opt_strings(self, opts):
        for opt in opts:
            if len(opt) < 2:
                self._complain(f'invalid option string {opt!r}: must be at least two characters '
                               f'long')
            dashes = len(opt) - len(opt.lstrip('-'))
            if len(opt) > 2:
                if dashes != 2:
                    self._complain(f'invalid long option string {opt!r}: must start with --, '
                                   f'followed by non-dash')
                self._long_opts.append(opt)
            else:
                if dashes != 1:
                    self._complain(f'invalid short option string {opt!r}: must be of the form -x, '
                                   f'(x any non-dash char)')
                self._short_opts.append(opt)

    def _set_attrs(self, attrs):
        unknown = sorted(attrs.keys() - self.ATTRS)
        for attr in self.ATTRS:
            setattr(self, attr, attrs.get(attr, NO_DEFAULT if attr == 'default' else None))
        if unknown:
            self._complain(f"invalid keyword arguments: {', '.join(unknown)}")

    def _complain(self, text):
        raise OptionError(text, self)

    # ---- checks of what was declared ----

    def _check_action(self):
        self.action = 'store' if self.action is None else self.action
        if self.action not in self.ACTIONS:
            self._complain(f'invalid action: {self.action!r}')

    def _check_type(self):
        if self.type is None:
            if self.action in self.ALWAYS_TYPED_ACTIONS:
                self.type = 'string' if self.choices is None else 'choice'
            return
        name = self.type.__name__ if isinstance(self.type, type) else self.type
        self.type = 'string' if name == 'str' else name
        if self.type not in self.TYPES:
            self._complain(f'invalid option type: {self.type!r}')
        if self.action not in self.TYPED_ACTIONS:
            self._complain(f'must not supply a type for action {self.action!r}')

    def _check_choice(self):
        if self.type != 'choice':
            if self.choices is not None:
                self._complain(f'must not supply choices for type {self.type!r}')
        elif self.choices is None:
            self._complain("must supply a list of choices for type 'choice'")
        elif not isinstance(self.choices, (tuple, list)):
            kind = str(type(self.choices)).split("'")[1]
            self._complain(f"choices must be a list of strings ('{kind}' supplied)")

    def _check_dest(self):
        has_value = self.type is not None or self.action in self.STORE_ACTIONS
        if has_value and self.dest is None:
            # The first long string, else the first short one.
            name = self.get_opt_string()
            self.dest = name[2:].replace('-', '_') if self._long_opts else name[1]

    def _check_const(self):
        if self.const is not None and self.action not in self.CONST_ACTIONS:
            self._complain(f"'const' must not be supplied for action {self.action!r}")

    def _check_nargs(self):
        if self.action not in self.TYPED_ACTIONS:
            if self.nargs is not None:
                self._complain(f"'nargs' must not be supplied for action {self.action!r}")
        elif self.nargs is None:
            self.nargs = 1

    def _check_callback(self):
        arguments = ('callback_args', tuple), ('callback_kwargs', dict)
        if self.action != 'callback':
            if self.callback is not None:
                self._complain(f'callback supplied ({self.callback!r}) for non-callback option')
            for name, _kind in arguments:
                if getattr(self, name) is not None:
                    self._complain(f'{name} supplied for non-callback option')
            return
        if not callable(self.callback):
            self._complain(f'callback not callable: {self.callback!r}')
        for name, kind in arguments:
            value = getattr(self, name)
            if value is not None and not isinstance(value, kind):
                self._complain(f'{name}, if supplied, must be a {kind.__name__}: not {value!r}')

    CHECK_METHODS = [_check_action, _check_type, _check_choice, _check_dest, _check_const,
                     _check_nargs, _check_callback]

    # ---- use ----

    def __str__(self):
        return '/'.join(self._opts())

    __repr__ = _repr

    def _opts(self):
        return self._short_opts + self._long_opts

    def get_opt_string(self):
        return (self._long_opts or self._short_opts)[0]

    def takes_value(self):
        return self.type is not None

    def check_value(self, opt, value):
        """The value as the option's type."""
        checker = self.TYPE_CHECKER.get(self.type)
        return checker(self, opt, value) if checker else value

    def convert_value(self, opt, value):
        """The value, or several, as the option's type."""
        if value is None or self.nargs == 1:
            return value if value is None else self.check_value(opt, value)
        return tuple(self.check_value(opt, one) for one in value)

    def process(self, opt, value, values, parser):
        """What happens when the option is found with a value."""
        return self.take_action(self.action, self.dest, opt, self.convert_value(opt, value),
                                values, parser)

    def take_action(self, action, dest, opt, value, values, parser):
        if action not in _DO:
            raise ValueError(f'unknown action {self.action!r}')
        _DO[action](self, dest, opt, value, values, parser)
        return 1


make_option = Option        # the older name


class Values:
    """The values of options, as attributes."""

    def __init__(self, defaults=None):
        vars(self).update(defaults or {})

    def __str__(self):
        return str(vars(self))

    __repr__ = _repr

    def __eq__(self, other):
        if isinstance(other, Values):
            other = vars(other)
        return vars(self) == other if isinstance(other, dict) else NotImplemented

    def ensure_value(self, attr, value):
        """The attribute, which gets this value if it has none."""
        current = getattr(self, attr, None)
        if current is None:
            setattr(self, attr, value)
            current = value
        return current

    def _update(self, dict, mode):
        """Takes values from a dictionary: with the mode "careful" only of known attributes."""
        if mode == 'loose':
            self._update_loose(dict)
        elif mode == 'careful':
            self._update_careful(dict)
        else:
            raise ValueError(f'invalid update mode: {mode!r}')

    def _update_careful(self, dict):
        known = [name for name in dir(self) if dict.get(name) is not None]
        for name in known:
            setattr(self, name, dict[name])

    def _update_loose(self, dict): # docutils calls it
        vars(self).update(dict)

    def read_module(self, modname, mode='careful'):
        __import__(modname)
        self._update(vars(sys.modules[modname]), mode)

    def read_file(self, filename, mode='careful'):
        namespace = {}
        with open(filename) as file:
            exec(file.read(), namespace)
        self._update(namespace, mode)


# ---- containers ----

class OptionContainer:
    """What options are added to: a parser, and its groups."""

    def __init__(self, option_class, conflict_handler, description):
        self._create_option_list()
        self.option_class, self.description = option_class, description
        self.set_conflict_handler(conflict_handler)

    def _use_tables(self, short_opts, long_opts, defaults):
        self._short_opt, self._long_opt, self.defaults = short_opts, long_opts, defaults

    def set_conflict_handler(self, handler):
        """What happens when an option has the string of another: "error", or "resolve"."""
        if handler not in ('error', 'resolve'):
            raise ValueError(f'invalid conflict_resolution value {handler!r}')
        self.conflict_handler = handler

    def get_description(self):
        return self.description

    def set_description(self, description):
        self.description = description

    def _table(self, opt):
        return self._long_opt if opt.startswith('--') else self._short_opt

    def get_option(self, opt_str):
        return self._table(opt_str).get(opt_str)

    def has_option(self, opt_str):
        return opt_str in self._table(opt_str)

    def add_option(self, *args, **kwargs):
        """Adds an Option, or one made of these arguments."""
        first = args[0]
        if isinstance(first, str):
            option = self.option_class(*args, **kwargs)
        elif len(args) > 1 or kwargs:
            raise TypeError('invalid arguments')
        elif isinstance(first, Option):
            option = first
        else:
            raise TypeError(f'not an Option instance: {first!r}')
        self._check_conflict(option)
        option.container = self
        self.option_list.append(option)
        for opt in option._opts():
            self._table(opt)[opt] = option
        if option.default is not NO_DEFAULT and option.dest is not None:
            self.defaults[option.dest] = option.default
        elif option.dest is not None:
            self.defaults.setdefault(option.dest, None)
        return option

    def add_options(self, option_list):
        for option in option_list:
            self.add_option(option)

    def _check_conflict(self, option):
        taken = [opt for opt in option._opts() if self.has_option(opt)]
        if taken and self.conflict_handler == 'error':
            raise OptionConflictError(f"conflicting option string(s): {', '.join(taken)}", option)
        for opt in taken:
            other = self._table(opt).pop(opt)
            for strings in other._short_opts, other._long_opts:
                if opt in strings:
                    strings.remove(opt)
            if not other._opts():
                other.container.option_list.remove(other)

    def remove_option(self, opt_str):
        option = self.get_option(opt_str)
        if option is None:
            raise ValueError(f'no such option {opt_str!r}')
        for opt in option._opts():
            del self._table(opt)[opt]
        option.container.option_list.remove(option)

    def destroy(self):
        """Gives up what is part of reference cycles; the container is of no use any more."""
        del self._short_opt, self._long_opt, self.defaults, self.option_list

    def format_description(self, formatter):
        return formatter.format_description(self.get_description())

    def format_option_help(self, formatter):
        shown = (option for option in self.option_list if option.help is not SUPPRESS_HELP)
        return ''.join(map(formatter.format_option, shown))

    def format_help(self, formatter):
        parts = []
        if self.description:
            parts.append(self.format_description(formatter))
        if self.option_list:
            parts.append(self.format_option_help(formatter))
        return '\n'.join(parts)


class OptionGroup(OptionContainer):
    """Options that are together under a title in the help."""

    def __init__(self, parser, title, description=None):
        self.parser, self.title = parser, title
        super().__init__(parser.option_class, parser.conflict_handler, description)

    def _create_option_list(self):
        self.option_list = []
        self._use_tables(self.parser._short_opt, self.parser._long_opt, self.parser.defaults)

    def set_title(self, title):
        self.title = title

    def format_help(self, formatter):
        heading = formatter.format_heading(self.title)
        formatter.indent()
        body = super().format_help(formatter)
        formatter.dedent()
        return heading + body


class OptionParser(OptionContainer):
    """Reads a command line by the options that were added."""

    standard_option_list = []

    def __init__(self, usage=None, option_list=None, option_class=Option, version=None,
                 conflict_handler='error', description=None, formatter=None,
                 add_help_option=True, prog=None, epilog=None):
        super().__init__(option_class, conflict_handler, description)
        self.prog, self.version, self.epilog = prog, version, epilog
        self.set_usage(usage)
        self.allow_interspersed_args = self.process_default_values = True
        self.formatter = formatter or IndentedHelpFormatter()
        self.formatter.set_parser(self)
        self._populate_option_list(option_list, add_help=add_help_option)
        # While a line is read: what was not looked at yet, what is left over.
        self.rargs = self.largs = self.values = None

    def _create_option_list(self):
        self.option_list, self.option_groups = [], []
        self._use_tables({}, {}, {})

    def _populate_option_list(self, option_list, add_help=True):
        self.add_options(self.standard_option_list or ())
        self.add_options(option_list or ())
        if self.version:
            self._add_version_option()
        if add_help:
            self._add_help_option()

    def _add_version_option(self):
        self.add_option('--version', action='version',
                        help=_("show program's version number and exit"))

    def _add_help_option(self):
        self.add_option('-h', '--help', action='help', help=_('show this help message and exit'))

    def destroy(self):
        for group in self.option_groups:
            group.destroy()
        super().destroy()
        del self.option_groups, self.formatter

    # ---- settings ----

    def set_default(self, dest, value):
        self.defaults[dest] = value

    def set_defaults(self, **kwargs):
        self.defaults.update(kwargs)

    def set_process_default_values(self, process):
        self.process_default_values = process

    def set_usage(self, usage):
        if usage is None:
            usage = _('%prog [options]')
        elif usage is SUPPRESS_USAGE:
            usage = None
        elif usage.lower().startswith('usage: '):
            usage = usage[len('usage: '):]
        self.usage = usage

    def enable_interspersed_args(self):
        """Options may stand behind arguments."""
        self.allow_interspersed_args = True

    def disable_interspersed_args(self):
        """The first argument ends the options; what follows may be for another program."""
        self.allow_interspersed_args = False

    def _get_all_options(self):
        return [option for container in (self, *self.option_groups)
                for option in container.option_list]

    def get_default_values(self):
        """Values as they are before a line is read; strings are checked as they would be there."""
        defaults = dict(self.defaults)
        for option in self._get_all_options() if self.process_default_values else ():
            if isinstance(defaults.get(option.dest), str):
                defaults[option.dest] = option.check_value(option.get_opt_string(),
                                                           defaults[option.dest])
        return Values(defaults)

    def add_option_group(self, *args, **kwargs):
        """Adds an OptionGroup, or one made of these arguments."""
        group = args[0]
        if isinstance(group, str):
            group = OptionGroup(self, *args, **kwargs)
        elif len(args) > 1 or kwargs:
            raise TypeError('invalid arguments')
        elif not isinstance(group, OptionGroup):
            raise TypeError(f'not an OptionGroup instance: {group!r}')
        elif group.parser is not self:
            raise ValueError('invalid OptionGroup (wrong parser)')
        self.option_groups.append(group)
        return group

    def get_option_group(self, opt_str):
        """The group that has an option, or None."""
        option = self.get_option(opt_str)
        return option.container if option and option.container is not self else None

    # ---- parsing ----

    def _get_args(self, args):
        return sys.argv[1:] if args is None else args[:]

    def parse_args(self, args=None, values=None):
        """The values of the options and the list of arguments left, of sys.argv[1:] by default."""
        self.rargs, self.largs = self._get_args(args), []
        self.values = self.get_default_values() if values is None else values
        rargs, largs, values = self.rargs, self.largs, self.values
        try:
            self._process_args(largs, rargs, values)
        except (BadOptionError, OptionValueError) as error:
            self.error(str(error))
        return self.check_values(values, largs + rargs)

    def check_values(self, values, args):
        """What parse_args() returns; for subclasses to check or change."""
        return values, args

    def _process_args(self, largs, rargs, values):
        while rargs:
            arg = rargs[0]
            if arg == '--':
                rargs.pop(0)
                return
            if arg.startswith('--'):
                self._process_long_opt(rargs, values)
            elif arg.startswith('-') and arg != '-':
                self._process_short_opts(rargs, values)
            elif not self.allow_interspersed_args:
                return
            else:
                largs.append(rargs.pop(0))

    def _match_long_opt(self, opt):
        """The long option that a string is, or abbreviates."""
        return _match_abbrev(opt, self._long_opt)

    def _process_long_opt(self, rargs, values):
        opt, equals, explicit = rargs.pop(0).partition('=')
        if equals:
            rargs.insert(0, explicit)
        opt = self._match_long_opt(opt)
        option = self._long_opt[opt]
        value = None
        if option.takes_value():
            value = self._take_value(option, opt, rargs)
        elif equals:
            self.error(_('%s option does not take a value') % opt)
        option.process(opt, value, values, self)

    def _process_short_opts(self, rargs, values):
        letters = rargs.pop(0)[1:]
        while letters:
            opt, letters = f'-{letters[0]}', letters[1:]
            option = self._short_opt.get(opt)
            if not option:
                raise BadOptionError(opt)
            value = None
            if option.takes_value():
                if letters:             # the rest is its value
                    rargs.insert(0, letters)
                    letters = ''
                value = self._take_value(option, opt, rargs)
            option.process(opt, value, values, self)

    def _take_value(self, option, opt, rargs):
        """The value of an option, off the arguments: several are a tuple."""
        count = option.nargs
        if len(rargs) < count:
            text = _ngettext('%(option)s option requires %(number)d argument',
                             '%(option)s option requires %(number)d arguments', count)
            self.error(text % {'option': opt, 'number': count})
        taken = tuple(rargs[:count])
        del rargs[:count]
        return taken[0] if count == 1 else taken

    # ---- texts ----

    def get_prog_name(self):
        return os.path.basename(sys.argv[0]) if self.prog is None else self.prog

    def expand_prog_name(self, s):
        return s.replace('%prog', self.get_prog_name())

    def get_description(self):
        return self.description and self.expand_prog_name(self.description)

    def get_usage(self):
        if not self.usage:
            return ''
        return self.formatter.format_usage(self.expand_prog_name(self.usage))

    def get_version(self):
        return self.expand_prog_name(self.version) if self.version else ''

    def print_usage(self, file=None):
        """Prints the usage, if there is one, to a file or to stdout."""
        if self.usage:
            print(self.get_usage(), file=file)

    def print_version(self, file=None):
        """Prints the version, if there is one, to a file or to stdout."""
        if self.version:
            print(self.get_version(), file=file)

    def print_help(self, file=None):
        """Prints the help to a file or to stdout."""
        (file or sys.stdout).write(self.format_help())

    def exit(self, status=0, msg=None):
        if msg:
            sys.stderr.write(msg)
        sys.exit(status)

    def error(self, msg):
        """Prints the usage and a message to stderr and exits. It must not return."""
        self.print_usage(sys.stderr)
        self.exit(2, f'{self.get_prog_name()}: error: {msg}\n')

    def format_option_help(self, formatter=None):
        formatter = formatter or self.formatter
        formatter.store_option_strings(self)
        heading = formatter.format_heading(_('Options'))
        formatter.indent()
        parts = [group.format_help(formatter) for group in self.option_groups]
        if self.option_list:
            parts.insert(0, super().format_option_help(formatter))
        formatter.dedent()
        return heading + '\n'.join(parts) if parts else ''

    def format_epilog(self, formatter):
        return formatter.format_epilog(self.epilog)

    def format_help(self, formatter=None):
        formatter = formatter or self.formatter
        usage = f'{self.get_usage()}\n' if self.usage else ''
        description = f'{self.format_description(formatter)}\n' if self.description else ''
        return ''.join([usage, description, self.format_option_help(formatter),
                        self.format_epilog(formatter)])


def _match_abbrev(s, wordmap):
    """The word that s is or abbreviates; BadOptionError if it is none or several."""
    if s in wordmap:
        return s
    matches = sorted(word for word in wordmap if word.startswith(s))
    if not matches:
        raise BadOptionError(s)
    if len(matches) > 1:
        raise AmbiguousOptionError(s, matches)
    return matches[0]
