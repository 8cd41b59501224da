"""Help texts.

A formatter is told the parts of a text one after the other (start_section, add_text, add_usage,
add_arguments) and keeps them as calls in a tree of sections: only when all arguments are known is
it clear how wide the column of their names must be. format_help() makes the calls.
"""

import os as _os
import re as _re
import sys as _sys

from argparse._base import ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE, _


def _terminal_columns():
    try:
        columns = int(_os.environ['COLUMNS'])
    except (KeyError, ValueError):
        columns = 0
    if columns <= 0:
        try:
            columns = _os.get_terminal_size(_sys.__stdout__.fileno()).columns
        except (AttributeError, ValueError, OSError):
            pass
    return columns or 80


class _Section:
    """A list of calls that give texts, under a heading."""

    def __init__(self, formatter, parent, heading=None):
        self.formatter, self.parent, self.heading = formatter, parent, heading
        self.items = []

    def format_help(self):
        formatter = self.formatter
        if self.parent is not None:
            formatter._indent()
        body = formatter._join_parts([function(*arguments) for function, arguments in self.items])
        if self.parent is not None:
            formatter._dedent()
        if not body:
            return ''
        heading = ''
        if self.heading is not SUPPRESS and self.heading is not None:
            text = _('%(heading)s:') % {'heading': self.heading}
            heading = ' ' * formatter._current_indent + text + '\n'
        return formatter._join_parts(['\n', heading, body, '\n'])


class HelpFormatter:
    """Makes help texts. Its methods are nobody's concern but argparse's; subclasses in programs
    choose among those that are here."""

    _Section = _Section
    _whitespace_matcher = _re.compile(r'\s+', _re.ASCII)
    _long_break_matcher = _re.compile(r'\n\n\n+')

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        self._width = _terminal_columns() - 2 if width is None else width
        self._max_help_position = min(max_help_position,
                                      max(self._width - 20, indent_increment * 2))
        self._prog, self._indent_increment = prog, indent_increment
        self._current_indent = self._level = self._action_max_length = 0
        self._current_section = self._root_section = self._Section(self, None)

    # ---- collecting ----

    def _indent(self, levels=1):
        self._level += levels
        self._current_indent += levels * self._indent_increment
        assert self._current_indent >= 0, 'Indent decreased below 0.'

    def _dedent(self):
        self._indent(-1)

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    def add_text(self, text):
        if text is not None and text is not SUPPRESS:
            self._add_item(self._format_text, [text])

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def start_section(self, heading):
        inner = self._Section(self, self._current_section, heading)
        self._add_item(inner.format_help, [])
        self._indent()
        self._current_section = inner

    def end_section(self):
        self._dedent()
        self._current_section = self._current_section.parent

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        lengths = [len(self._format_action_invocation(action)) + self._current_indent]
        for subaction in self._iter_indented_subactions(action):
            lengths.append(len(self._format_action_invocation(subaction)) + self._current_indent)
        self._action_max_length = max(self._action_max_length, *lengths)
        self._add_item(self._format_action, [action])

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    # ---- the whole ----

    def format_help(self):
        text = self._root_section.format_help()
        if text:
            text = self._long_break_matcher.sub('\n\n', text).strip('\n') + '\n'
        return text

    def _join_parts(self, part_strings):
        return ''.join([part for part in part_strings if part and part is not SUPPRESS])

    def _format_text(self, text):
        if '%(prog)' in text:
            text = text % {'prog': self._prog}
        indent = ' ' * self._current_indent
        return self._fill_text(text, max(self._width - self._current_indent, 11), indent) + '\n\n'

    # ---- usage ----

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = _('usage: ')
        prog = '%(prog)s' % {'prog': self._prog}
        if usage is not None:
            usage = usage % {'prog': self._prog}
        elif not actions:
            usage = prog
        else:
            usage = self._usage_of_actions(prog, actions, groups, prefix)
        return f'{prefix}{usage}\n\n'

    def _usage_of_actions(self, prog, actions, groups, prefix):
        optionals = [action for action in actions if action.option_strings]
        positionals = [action for action in actions if not action.option_strings]
        arguments = self._format_actions_usage(optionals + positionals, groups)
        usage = f'{prog} {arguments}' if prog and arguments else prog or arguments
        width = self._width - self._current_indent
        if len(prefix) + len(usage) <= width:
            return usage
        optional_parts = self._get_actions_usage_parts(optionals, groups)
        positional_parts = self._get_actions_usage_parts(positionals, groups)
        if len(prefix) + len(prog) <= 0.75 * width:
            # Beside the program's name.
            indent = ' ' * (len(prefix) + len(prog) + 1)
            if optional_parts:
                lines = _wrap_parts([prog] + optional_parts, indent, width, len(prefix))
                lines += _wrap_parts(positional_parts, indent, width)
            elif positional_parts:
                lines = _wrap_parts([prog] + positional_parts, indent, width, len(prefix))
            else:
                lines = [prog]
        else:
            # Below it.
            indent = ' ' * len(prefix)
            lines = _wrap_parts(optional_parts + positional_parts, indent, width)
            if len(lines) > 1:
                lines = (_wrap_parts(optional_parts, indent, width) +
                         _wrap_parts(positional_parts, indent, width))
            lines.insert(0, prog)
        return '\n'.join(lines)

    def _format_actions_usage(self, actions, groups):
        return ' '.join(self._get_actions_usage_parts(actions, groups))

    def _get_actions_usage_parts(self, actions, groups):
        # Exclusive groups show only where their actions stand side by side.
        grouped = set()
        spans = {}
        for group in groups:
            members = group._group_actions
            if not members:
                raise ValueError(f'empty group {group}')
            if all(action.help is SUPPRESS for action in members) or members[0] not in actions:
                continue
            start = actions.index(members[0])
            if actions[start:start + len(members)] == members:
                grouped.update(members)
                spans[start, start + len(members)] = group

        parts = [self._usage_part(action, action in grouped) for action in actions]

        separated = set()       # parts that have their "|" from an inner group
        for start, end in sorted(spans, reverse=True):
            shown = [index for index in range(start, end) if parts[index] is not None]
            texts = [parts[index] for index in shown]
            if spans[start, end].required:
                opening, closing = '()' if len(texts) > 1 else ('', '')
            else:
                opening, closing = '[]'
            texts[0] = opening + texts[0]
            texts[-1] += closing
            for index, text in enumerate(texts[:-1], start):
                if index not in separated:
                    text += ' |'
                    separated.add(index)
                parts[index] = text
            parts[start + len(texts) - 1] = texts[-1]
            parts[start + len(texts):end] = [None] * (end - start - len(texts))
        return [part for part in parts if part is not None]

    def _usage_part(self, action, in_group):
        if action.help is SUPPRESS:
            return None
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            part = self._format_args(action, default)
            if in_group and part[0] == '[' and part[-1] == ']':
                part = part[1:-1]
            return part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            default = self._get_default_metavar_for_optional(action)
            part = f'{action.option_strings[0]} {self._format_args(action, default)}'
        return part if action.required or in_group else f'[{part}]'

    # ---- arguments ----

    def _format_action(self, action):
        help_position = min(self._action_max_length + 2, self._max_help_position)
        help_width = max(self._width - help_position, 11)
        name_width = help_position - self._current_indent - 2
        indent = ' ' * self._current_indent
        name = self._format_action_invocation(action)

        beside = len(name) <= name_width
        if action.help and beside:
            parts = [f'{indent}{name:<{name_width}}  ']
        else:
            parts = [f'{indent}{name}\n']
        if action.help and action.help.strip():
            text = self._expand_help(action)
            if text:
                for line in self._split_lines(text, help_width):
                    parts.append(f"{'' if beside else ' ' * help_position}{line}\n")
                    beside = False
        elif not parts[0].endswith('\n'):
            parts.append('\n')
        for subaction in self._iter_indented_subactions(action):
            parts.append(self._format_action(subaction))
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return ' '.join(self._metavar_formatter(action, default)(1))
        names = ', '.join(action.option_strings)
        if action.nargs == 0:
            return names
        default = self._get_default_metavar_for_optional(action)
        return f'{names} {self._format_args(action, default)}'

    def _metavar_formatter(self, action, default_metavar):
        name = action.metavar
        if name is None:
            name = default_metavar if action.choices is None else \
                f"{{{','.join(map(str, action.choices))}}}"
        return lambda tuple_size: name if isinstance(name, tuple) else (name,) * tuple_size

    def _format_args(self, action, default_metavar):
        get_metavar = self._metavar_formatter(action, default_metavar)
        nargs = action.nargs
        if nargs is None:
            return '%s' % get_metavar(1)
        if nargs == OPTIONAL:
            return '[%s]' % get_metavar(1)
        if nargs == ZERO_OR_MORE:
            metavar = get_metavar(1)
            return ('[%s [%s ...]]' if len(metavar) == 2 else '[%s ...]') % metavar
        if nargs == ONE_OR_MORE:
            return '%s [%s ...]' % get_metavar(2)
        if nargs == REMAINDER:
            return '...'
        if nargs == PARSER:
            return '%s ...' % get_metavar(1)
        if nargs == SUPPRESS:
            return ''
        try:
            forms = ['%s'] * nargs.__index__()
        except AttributeError:
            raise ValueError('invalid nargs value') from None
        return ' '.join(forms) % get_metavar(nargs)

    def _expand_help(self, action):
        params = {'prog': self._prog}
        for name, value in vars(action).items():
            if value is not SUPPRESS:
                params[name] = getattr(value, '__name__', value)
        if params.get('choices') is not None:
            params['choices'] = ', '.join(map(str, params['choices']))
        return self._get_help_string(action) % params

    def _iter_indented_subactions(self, action):
        get_subactions = getattr(action, '_get_subactions', None)
        if get_subactions is not None:
            self._indent()
            yield from get_subactions()
            self._dedent()

    # ---- what other formatters do in another way ----

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(self._whitespace_matcher.sub(' ', text).strip(), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        text = self._whitespace_matcher.sub(' ', text).strip()
        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


def _wrap_parts(parts, indent, width, prefix_width=None):
    """Lines of parts; with a prefix's width the first line stands behind it, not indented."""
    lines = []
    line = []
    start = len(indent) - 1
    length = start if prefix_width is None else prefix_width - 1
    for part in parts:
        if length + 1 + len(part) > width and line:
            lines.append(indent + ' '.join(line))
            line = []
            length = start
        line.append(part)
        length += len(part) + 1
    if line:
        lines.append(indent + ' '.join(line))
    if prefix_width is not None:
        lines[0] = lines[0][len(indent):]
    return lines


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves the lines of descriptions as they are."""

    def _fill_text(self, text, width, indent):
        return ''.join([indent + line for line in text.splitlines(keepends=True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves the lines of all texts as they are."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds the defaults to the texts of arguments."""

    def _get_help_string(self, action):
        text = action.help
        if text is None:
            text = ''
        if '%(default)' not in text and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                text += _(' (default: %(default)s)')
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the type of an argument for its words, not its attribute."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    _get_default_metavar_for_positional = _get_default_metavar_for_optional
