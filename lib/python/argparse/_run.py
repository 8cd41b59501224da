"""One run of a parser over the strings of a command line.

Every string is classed once: 'O' for what looks like an option, 'A' for an argument, '-' for the
'--' that ends the options. How many strings an action takes is then a regular expression over
these letters (ArgumentParser._get_nargs_pattern).
"""

from argparse._base import SUPPRESS, ArgumentError, _, _get_action_name


class _Run:
    def __init__(self, parser, strings, namespace):
        self.parser = parser
        self.namespace = namespace
        self.positionals = parser._get_positional_actions()
        self.extras = []
        self.seen = set()
        self.seen_with_value = set()        # with another value than their default
        self.warned = set()
        self.conflicts = _conflicts(parser._mutually_exclusive_groups)
        self.options = {}                   # index -> (action, option_string, sep, explicit_arg)
        if parser.fromfile_prefix_chars is not None:
            strings = parser._read_args_from_files(strings)
        self.strings = strings
        self.pattern = self._classify()

    def _classify(self):
        letters = []
        strings = iter(self.strings)
        for index, string in enumerate(strings):
            if string == '--':
                letters.append('-')
                letters.extend('A' for _string in strings)
                break
            option = self.parser._parse_optional(string)
            if option is None:
                letters.append('A')
            else:
                self.options[index] = option
                letters.append('O')
        return ''.join(letters)

    def run(self):
        """The namespace and the strings that nobody wanted."""
        index = 0
        last_option = max(self.options, default=-1)
        while index <= last_option:
            next_option = min([place for place in self.options if place >= index])
            if index != next_option:
                end = self._take_positionals(index)
                if end > index:
                    index = end
                    continue
            if index not in self.options:
                self.extras += self.strings[index:next_option]
                index = next_option
            index = self._take_option(index)
        end = self._take_positionals(index)
        self.extras += self.strings[end:]
        self._check_required()
        return self.namespace, self.extras

    # ---- taking ----

    def _take(self, action, strings, option_string=None):
        self.seen.add(action)
        values = self.parser._get_values(action, strings)
        if action.option_strings or strings:
            self.seen_with_value.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.seen_with_value:
                    raise ArgumentError(action, _('not allowed with argument %s')
                                        % _get_action_name(other))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option_string)

    def _take_positionals(self, start):
        counts = self.parser._match_arguments_partial(self.positionals, self.pattern[start:])
        for action, count in zip(self.positionals, counts):
            strings = self.strings[start:start + count]
            start += count
            if strings and action.deprecated:
                self._warn_deprecated(action.dest, _("argument '%(argument_name)s' is deprecated")
                                      % {'argument_name': action.dest})
            self._take(action, strings)
        self.positionals[:] = self.positionals[len(counts):]
        return start

    def _take_option(self, start):
        action, option_string, sep, explicit = self.options[start]
        if action is None:
            self.extras.append(self.strings[start])
            return start + 1
        taken = []
        stop = start + 1
        while True:
            if explicit is None:
                stop += self.parser._match_argument(action, self.pattern[stop:])
                taken.append((action, self.strings[start + 1:stop], option_string))
                break
            count = self.parser._match_argument(action, 'A')
            if count == 1:
                taken.append((action, [explicit], option_string))
                break
            chars = self.parser.prefix_chars
            if (count != 0 or option_string[1] in chars or explicit == ''
                    or sep or explicit[0] in chars):
                raise ArgumentError(action, _('ignored explicit argument %r') % explicit)
            # Short options in one string: the next letter is an option of its own.
            taken.append((action, [], option_string))
            option_string = option_string[0] + explicit[0]
            if option_string not in self.parser._option_string_actions:
                self.extras.append(option_string[0] + explicit)
                break
            action = self.parser._option_string_actions[option_string]
            explicit = explicit[1:]
            if not explicit:
                sep = explicit = None
            elif explicit[0] == '=':
                sep, explicit = '=', explicit[1:]
            else:
                sep = ''
        for action, strings, option_string in taken:
            if action.deprecated:
                self._warn_deprecated(option_string, _("option '%(option)s' is deprecated")
                                      % {'option': option_string})
            self._take(action, strings, option_string)
        return stop

    def _warn_deprecated(self, name, message):
        if name not in self.warned:
            self.parser._warning(message)
            self.warned.add(name)

    # ---- the end ----

    def _check_required(self):
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_get_action_name(action))
            elif (isinstance(action.default, str)
                    and hasattr(self.namespace, action.dest)
                    and action.default is getattr(self.namespace, action.dest)):
                # Only now is it sure that the default counts: it is converted as an argument.
                setattr(self.namespace, action.dest,
                        self.parser._get_value(action, action.default))
        if missing:
            raise ArgumentError(None, _('the following arguments are required: %s')
                                % ', '.join(missing))
        for group in self.parser._mutually_exclusive_groups:
            if group.required and not self.seen_with_value.intersection(group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions
                         if action.help is not SUPPRESS]
                raise ArgumentError(None, _('one of the arguments %s is required')
                                    % ' '.join(names))


def _conflicts(groups):
    """action -> the others of its exclusive groups"""
    conflicts = {}
    for group in groups:
        for action in group._group_actions:
            others = conflicts.setdefault(action, [])
            others += [other for other in group._group_actions if other is not action]
    return conflicts
