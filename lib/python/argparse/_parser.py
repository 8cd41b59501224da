"""ArgumentParser: arguments, how they are recognised, and the texts about them."""

import os as _os
import re as _re
import sys as _sys

from argparse._base import (ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS,
                            _UNRECOGNIZED_ARGS_ATTR, ZERO_OR_MORE, ArgumentError,
                            ArgumentTypeError, _, _AttributeHolder, ngettext)
from argparse._container import _ActionsContainer
from argparse._formatter import HelpFormatter
from argparse._run import _Run


class Namespace(_AttributeHolder):
    """What parse_args() gives: the values of the arguments as attributes."""

    def __init__(self, **kwargs):
        vars(self).update(kwargs)

    def __contains__(self, key):
        return key in vars(self)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented


def _identity(string):
    return string


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Knows the arguments of a program, reads them, and writes the texts about them.

    prog is the program's name, usage a text instead of the one made from the arguments,
    description and epilog stand before and behind the arguments in the help. parents are parsers
    whose arguments are taken over. Options begin with one of prefix_chars, names of files with
    more arguments with one of fromfile_prefix_chars. allow_abbrev lets long options be shortened,
    add_help adds -h, and without exit_on_error a wrong argument raises ArgumentError.
    """

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[],
                 formatter_class=HelpFormatter, prefix_chars='-', fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler='error', add_help=True,
                 allow_abbrev=True, exit_on_error=True):
        super().__init__(description=description, prefix_chars=prefix_chars,
                         argument_default=argument_default, conflict_handler=conflict_handler)
        self.prog = _os.path.basename(_sys.argv[0]) if prog is None else prog
        self.usage, self.epilog, self.formatter_class = usage, epilog, formatter_class
        self.fromfile_prefix_chars, self.add_help = fromfile_prefix_chars, add_help
        self.allow_abbrev, self.exit_on_error = allow_abbrev, exit_on_error
        self._positionals = self.add_argument_group(_('positional arguments'))
        self._optionals = self.add_argument_group(_('options'))
        self._subparsers = None
        self.register('type', None, _identity)

        if self.add_help:
            prefix = '-' if '-' in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + 'h', prefix * 2 + 'help', action='help', default=SUPPRESS,
                              help=_('show this help message and exit'))
        for parent in parents:
            if not isinstance(parent, ArgumentParser):
                raise TypeError('parents must be a list of ArgumentParser')
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        return [(name, getattr(self, name)) for name in (
            'prog', 'usage', 'description', 'formatter_class', 'conflict_handler', 'add_help')]

    # ---- arguments ----

    def add_subparsers(self, **kwargs):
        if self._subparsers is not None:
            raise ArgumentError(None, _('cannot have multiple subparser arguments'))
        kwargs.setdefault('parser_class', type(self))
        self._subparsers = self._positionals
        if 'title' in kwargs or 'description' in kwargs:
            self._subparsers = self.add_argument_group(
                kwargs.pop('title', _('subcommands')), kwargs.pop('description', None))

        if kwargs.get('prog') is None:
            # The usage of this parser without its options.
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, self._get_positional_actions(),
                                self._mutually_exclusive_groups, '')
            kwargs['prog'] = formatter.format_help().strip()

        action_class = self._pop_action_class(kwargs, 'parsers')
        action = action_class(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    # ---- parsing ----

    def parse_args(self, args=None, namespace=None):
        return self._all_recognized(*self.parse_known_args(args, namespace))

    def _all_recognized(self, namespace, unknown):
        if unknown:
            message = _('unrecognized arguments: %s') % ' '.join(unknown)
            if not self.exit_on_error:
                raise ArgumentError(None, message)
            self.error(message)
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        args = _sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS:
                if not hasattr(namespace, action.dest):
                    setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)

        if self.exit_on_error:
            try:
                namespace, unknown = self._parse_known_args(args, namespace)
            except ArgumentError as error:
                self.error(str(error))
        else:
            namespace, unknown = self._parse_known_args(args, namespace)
        if hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
            unknown.extend(getattr(namespace, _UNRECOGNIZED_ARGS_ATTR))
            delattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
        return namespace, unknown

    def _parse_known_args(self, arg_strings, namespace):
        return _Run(self, arg_strings, namespace).run()

    def _read_args_from_files(self, arg_strings):
        strings = []
        for string in arg_strings:
            if not string or string[0] not in self.fromfile_prefix_chars:
                strings.append(string)
                continue
            try:
                with open(string[1:], encoding=_sys.getfilesystemencoding(),
                          errors=_sys.getfilesystemencodeerrors()) as file:
                    found = [word for line in file.read().splitlines()
                             for word in self.convert_arg_line_to_args(line)]
            except OSError as error:
                raise ArgumentError(None, str(error))
            strings += self._read_args_from_files(found)
        return strings

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    # ---- how many strings an action takes ----

    def _match_argument(self, action, arg_strings_pattern):
        match = _re.match(self._get_nargs_pattern(action), arg_strings_pattern)
        if match is not None:
            return len(match.group(1))
        message = {
            None: _('expected one argument'),
            OPTIONAL: _('expected at most one argument'),
            ONE_OR_MORE: _('expected at least one argument'),
        }.get(action.nargs)
        if message is None:
            message = ngettext('expected %s argument', 'expected %s arguments',
                               action.nargs) % action.nargs
        raise ArgumentError(action, message)

    def _match_arguments_partial(self, actions, arg_strings_pattern):
        # As many of the actions as possible, each with as much as it can get.
        for count in range(len(actions), 0, -1):
            pattern = ''.join([self._get_nargs_pattern(action) for action in actions[:count]])
            match = _re.match(pattern, arg_strings_pattern)
            if match is not None:
                return [len(letters) for letters in match.groups()]
        return []

    def _get_nargs_pattern(self, action):
        nargs = action.nargs
        if nargs is None:
            pattern = '(-*A-*)'
        elif nargs == OPTIONAL:
            pattern = '(-*A?-*)'
        elif nargs == ZERO_OR_MORE:
            pattern = '(-*[A-]*)'
        elif nargs == ONE_OR_MORE:
            pattern = '(-*A[A-]*)'
        elif nargs == REMAINDER:
            pattern = '([-AO]*)'
        elif nargs == PARSER:
            pattern = '(-*A[-AO]*)'
        elif nargs == SUPPRESS:
            pattern = '(-*-*)'
        else:
            pattern = '(-*%s-*)' % '-*'.join('A' * nargs)
        if action.option_strings:           # '--' ends the arguments of an option
            pattern = pattern.replace('-*', '').replace('-', '')
        return pattern

    # ---- options ----

    def _parse_optional(self, arg_string):
        """(action, option_string, sep, explicit_arg); without action if it is unknown; None if it
        is no option"""
        if not arg_string or arg_string[0] not in self.prefix_chars:
            return None
        if arg_string in self._option_string_actions:
            return self._option_string_actions[arg_string], arg_string, None, None
        if len(arg_string) == 1:
            return None
        option_string, sep, explicit_arg = arg_string.partition('=')
        if sep and option_string in self._option_string_actions:
            return self._option_string_actions[option_string], option_string, sep, explicit_arg

        options = self._get_option_tuples(arg_string)
        if len(options) > 1:
            matches = ', '.join([option[1] for option in options])
            raise ArgumentError(None, _('ambiguous option: %(option)s could match %(matches)s')
                                % {'option': arg_string, 'matches': matches})
        if options:
            return options[0]
        if self._negative_number_matcher.match(arg_string):
            if not self._has_negative_number_optionals:
                return None
        if ' ' in arg_string:
            return None
        return None, arg_string, None, None

    def _get_option_tuples(self, option_string):
        """The options that this may be: an abbreviation, or a short one with its argument."""
        chars = self.prefix_chars
        if option_string[0] not in chars:
            raise ArgumentError(None, _('unexpected option string: %s') % option_string)
        is_long = option_string[1] in chars
        prefix, sep, explicit = option_string.partition('=')
        if not sep:
            sep = explicit = None
        result = []
        for known, action in self._option_string_actions.items():
            if not is_long and known == option_string[:2]:
                result.append((action, known, '', option_string[2:]))
            elif self.allow_abbrev and known.startswith(prefix):
                result.append((action, known, sep, explicit))
        return result

    # ---- options and positionals in any order ----

    def parse_intermixed_args(self, args=None, namespace=None):
        return self._all_recognized(*self.parse_known_intermixed_args(args, namespace))

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """The options first, with the positionals switched off; then these, from the rest."""
        positionals = self._get_positional_actions()
        if greedy := [a.nargs for a in positionals if a.nargs in (PARSER, REMAINDER)]:
            raise TypeError(f'parse_intermixed_args: positional arg with nargs={greedy[0]}')
        if any(action in positionals for group in self._mutually_exclusive_groups
               for action in group._group_actions):
            raise TypeError('parse_intermixed_args: positional in mutuallyExclusiveGroup')

        namespace, rest = self._parse_known_optionals(positionals, args, namespace)
        optionals = self._get_optional_actions()
        required = [(each, each.required) for each in optionals + self._mutually_exclusive_groups]
        try:
            for each, _required in required:
                each.required = False
            return self.parse_known_args(rest, namespace)
        finally:
            for each, was_required in required:
                each.required = was_required

    def _parse_known_optionals(self, positionals, args, namespace):
        usage = self.usage
        saved = [(action, action.nargs, action.default) for action in positionals]
        try:
            if usage is None:               # of all arguments, for error messages
                self.usage = self.format_usage().removeprefix(_('usage: '))
            for action in positionals:
                action.nargs = action.default = SUPPRESS
            namespace, rest = self.parse_known_args(args, namespace)
            for action in positionals:
                if getattr(namespace, action.dest, None) == []:
                    import warnings
                    warnings.warn(f'Do not expect {action.dest} in {namespace}')
                    delattr(namespace, action.dest)
        finally:
            self.usage = usage
            for action, nargs, default in saved:
                action.nargs, action.default = nargs, default
        return namespace, rest

    # ---- values ----

    def _get_values(self, action, arg_strings):
        nargs = action.nargs
        if not action.option_strings and nargs not in (PARSER, REMAINDER) and '--' in arg_strings:
            arg_strings.remove('--')

        if not arg_strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str) and value is not SUPPRESS:
                value = self._get_value(action, value)
        elif not arg_strings and nargs == ZERO_OR_MORE and not action.option_strings:
            value = [] if action.default is None else action.default
        elif len(arg_strings) == 1 and nargs in (None, OPTIONAL):
            value = self._get_value(action, arg_strings[0])
            self._check_value(action, value)
        elif nargs == REMAINDER:
            value = [self._get_value(action, string) for string in arg_strings]
        elif nargs == PARSER:
            value = [self._get_value(action, string) for string in arg_strings]
            self._check_value(action, value[0])
        elif nargs == SUPPRESS:
            value = SUPPRESS
        else:
            value = [self._get_value(action, string) for string in arg_strings]
            for each in value:
                self._check_value(action, each)
        return value

    def _get_value(self, action, arg_string):
        type_function = self._registry_get('type', action.type, action.type)
        if not callable(type_function):
            raise ArgumentError(action, _('%r is not callable') % type_function)
        try:
            return type_function(arg_string)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error))
        except (TypeError, ValueError):
            name = getattr(action.type, '__name__', repr(action.type))
            raise ArgumentError(action, _('invalid %(type)s value: %(value)r')
                                % {'type': name, 'value': arg_string})

    def _check_value(self, action, value):
        choices = action.choices
        if choices is None:
            return
        if isinstance(choices, str):        # its characters, not what it contains
            choices = iter(choices)
        if value not in choices:
            shown = ', '.join(map(repr, action.choices))
            raise ArgumentError(action, _('invalid choice: %(value)r (choose from %(choices)s)')
                                % {'value': value, 'choices': shown})

    # ---- texts ----

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def _usage_formatter(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter

    def format_usage(self):
        """The usage as a str."""
        return self._usage_formatter().format_help()

    def format_help(self):
        """The help as a str."""
        formatter = self._usage_formatter()
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def print_usage(self, file=None):
        """Writes the usage, to standard output by default."""
        self._print_message(self.format_usage(), _sys.stdout if file is None else file)

    def print_help(self, file=None):
        """Writes the help, to standard output by default."""
        self._print_message(self.format_help(), _sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        try:
            if message:
                (file or _sys.stderr).write(message)
        except (AttributeError, OSError):
            pass                            # there is nobody to tell

    # ---- leaving ----

    def _complain(self, form, message):
        return form % {'prog': self.prog, 'message': message}

    def _warning(self, message):
        text = self._complain(_('%(prog)s: warning: %(message)s\n'), message)
        self._print_message(text, _sys.stderr)

    def error(self, message):
        """Writes the usage and the message, and ends the program. Subclasses that do otherwise
        must raise an exception: nobody expects this to return."""
        self.print_usage(_sys.stderr)
        self.exit(2, self._complain(_('%(prog)s: error: %(message)s\n'), message))

    def exit(self, status=0, message=None):
        """Ends the program, after a message on standard error if there is one."""
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)
