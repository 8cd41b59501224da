"""What arguments are added to: the parser itself, its groups, its exclusive groups.

Groups share the actions and the option table of their container and differ in what they show.
"""

import re as _re

from argparse._actions import (FileType, _AppendAction, _AppendConstAction, _CountAction,
                               _ExtendAction, _HelpAction, _StoreAction, _StoreConstAction,
                               _StoreFalseAction, _StoreTrueAction, _SubParsersAction,
                               _VersionAction)
from argparse._base import (OPTIONAL, REMAINDER, SUPPRESS, ZERO_OR_MORE,
                            ArgumentError, _, ngettext)

_ACTION_CLASSES = {
    None: _StoreAction, 'store': _StoreAction, 'store_const': _StoreConstAction,
    'store_true': _StoreTrueAction, 'store_false': _StoreFalseAction, 'append': _AppendAction,
    'append_const': _AppendConstAction, 'extend': _ExtendAction, 'count': _CountAction,
    'help': _HelpAction, 'version': _VersionAction, 'parsers': _SubParsersAction,
}


class _ActionsContainer:
    # What groups share with the container that they are of.
    _shared = ('_registries', '_actions', '_option_string_actions', '_defaults',
               '_has_negative_number_optionals', '_mutually_exclusive_groups')

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        super().__init__()
        self.description, self.prefix_chars = description, prefix_chars
        self.argument_default, self.conflict_handler = argument_default, conflict_handler
        self._get_handler()                 # an error if there is no such handler
        self._registries = {'action': dict(_ACTION_CLASSES)}
        self._option_string_actions, self._defaults = {}, {}
        self._actions, self._action_groups, self._mutually_exclusive_groups = [], [], []
        self._negative_number_matcher = _re.compile(r'^-(?:\d+|\d*\.\d+)$')
        # Not empty if some option looks like a negative number.
        self._has_negative_number_optionals = []

    # ---- registries ----

    def register(self, registry_name, value, object):
        """Lets a word stand for an object: as action or as type."""
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        return self._registries[registry_name].get(value, default)

    # ---- defaults ----

    def get_default(self, dest):
        """The value of the attribute without an argument that says otherwise."""
        of_actions = (action.default for action in self._actions if action.dest == dest)
        return next((default for default in of_actions if default is not None),
                    self._defaults.get(dest))

    def set_defaults(self, **kwargs):
        """Values of attributes for which there may be no argument at all."""
        self._defaults |= kwargs
        for action in self._actions:
            action.default = kwargs.get(action.dest, action.default)

    # ---- adding ----

    def add_argument(self, *args, **kwargs):
        """
        add_argument(dest, ..., name=value, ...)
        add_argument(option_string, option_string, ..., name=value, ...)
        """
        is_option = args and (len(args) > 1 or args[0][0] in self.prefix_chars)
        if args and not is_option and 'dest' in kwargs:
            raise ValueError('dest supplied twice for positional argument')
        complete = self._get_optional_kwargs if is_option else self._get_positional_kwargs
        kwargs = complete(*args, **kwargs)
        default = self._defaults.get(kwargs['dest'], self.argument_default)
        if kwargs['dest'] in self._defaults or default is not None:
            kwargs.setdefault('default', default)
        make = self._pop_action_class(kwargs)
        if not callable(make):
            raise ValueError(f'unknown action "{make}"')
        action = make(**kwargs)
        self._check_action(action)
        return self._add_action(action)

    def _check_action(self, action):
        type_function = self._registry_get('type', action.type, action.type)
        if not callable(type_function):
            raise ValueError(f'{type_function!r} is not callable')
        if type_function is FileType:
            raise ValueError(f'{type_function!r} is a FileType class object, instance of it must '
                             'be passed')
        if hasattr(self, '_get_formatter'):
            try:
                self._get_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError('length of metavar tuple does not match nargs')

    def add_argument_group(self, *args, **kwargs):
        """A group that is shown under a title of its own."""
        self._action_groups.append(_ArgumentGroup(self, *args, **kwargs))
        return self._action_groups[-1]

    def add_mutually_exclusive_group(self, **kwargs):
        """A group of which one argument may be given."""
        self._mutually_exclusive_groups.append(_MutuallyExclusiveGroup(self, **kwargs))
        return self._mutually_exclusive_groups[-1]

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for option_string in action.option_strings:
            self._option_string_actions[option_string] = action
            if (self._negative_number_matcher.match(option_string)
                    and not self._has_negative_number_optionals):
                self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        """Adds what another parser (a parent) has, to groups of the same titles."""
        own_groups = {}
        for group in self._action_groups:
            if group.title in own_groups:
                # The title of a group of ours is ambiguous: the parent's cannot be joined to it.
                raise ValueError(_('cannot merge actions - two groups are named %r') % group.title)
            own_groups[group.title] = group

        group_of = {}
        for group in container._action_groups:
            if group.title not in own_groups:
                own_groups[group.title] = self.add_argument_group(
                    title=group.title, description=group.description,
                    conflict_handler=group.conflict_handler)
            for action in group._group_actions:
                group_of[action] = own_groups[group.title]

        for group in container._mutually_exclusive_groups:
            if group._container is container:
                own_container = self
            else:
                own_container = own_groups[group._container.title]
            exclusive = own_container.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                group_of[action] = exclusive

        for action in container._actions:
            group_of.get(action, self)._add_action(action)

    # ---- from the arguments of add_argument to those of an action ----

    def _get_positional_kwargs(self, dest, **kwargs):
        if 'required' in kwargs:
            raise TypeError(_("'required' is an invalid argument for positionals"))
        nargs = kwargs.get('nargs')
        kwargs['required'] = (nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS, 0))
        return dict(kwargs, dest=dest, option_strings=[])

    def _get_optional_kwargs(self, *args, **kwargs):
        option_strings = []
        long_option_strings = []
        for option_string in args:
            if option_string[0] not in self.prefix_chars:
                raise ValueError(_('invalid option string %(option)r: must start with a character '
                                   '%(prefix_chars)r') % {'option': option_string,
                                                          'prefix_chars': self.prefix_chars})
            option_strings.append(option_string)
            if len(option_string) > 1 and option_string[1] in self.prefix_chars:
                long_option_strings.append(option_string)

        # The first long option names the attribute, else the first one.
        dest = kwargs.pop('dest', None)
        if dest is None:
            named_by = (long_option_strings or option_strings)[0]
            dest = named_by.lstrip(self.prefix_chars).replace('-', '_')
            if not dest:
                raise ValueError(_('dest= is required for options like %r') % named_by)
        return {**kwargs, 'dest': dest, 'option_strings': option_strings}

    def _pop_action_class(self, kwargs, default=None):
        action = kwargs.pop('action', default)
        return self._registry_get('action', action, action)

    # ---- options that two actions want ----

    def _get_handler(self):
        handler = getattr(self, f'_handle_conflict_{self.conflict_handler}', None)
        if handler is None:
            raise ValueError(_('invalid conflict_resolution value: %r') % self.conflict_handler)
        return handler

    def _check_conflict(self, action):
        conflicts = [(option_string, self._option_string_actions[option_string])
                     for option_string in action.option_strings
                     if option_string in self._option_string_actions]
        if conflicts:
            self._get_handler()(action, conflicts)

    def _handle_conflict_error(self, action, conflicting_actions):
        message = ngettext('conflicting option string: %s', 'conflicting option strings: %s',
                           len(conflicting_actions))
        names = ', '.join([option_string for option_string, other in conflicting_actions])
        raise ArgumentError(action, message % names)

    def _handle_conflict_resolve(self, action, conflicting_actions):
        for option_string, other in conflicting_actions:
            other.option_strings.remove(option_string)
            self._option_string_actions.pop(option_string, None)
            if not other.option_strings:
                other.container._remove_action(other)


def _warn_nested(what):
    import warnings
    warnings.warn(f'Nesting {what} is deprecated.', category=DeprecationWarning, stacklevel=3)


class _ArgumentGroup(_ActionsContainer):
    def __init__(self, container, title=None, description=None, **kwargs):
        for name in ('conflict_handler', 'prefix_chars', 'argument_default'):
            kwargs.setdefault(name, getattr(container, name))
        super().__init__(description=description, **kwargs)
        self.title = title
        self._group_actions = []
        for name in self._shared:
            setattr(self, name, getattr(container, name))

    def _add_action(self, action):
        action = super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        _warn_nested('argument groups')
        return super().add_argument_group(*args, **kwargs)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required
        self._container = container

    def _add_action(self, action):
        if action.required:
            raise ValueError(_('mutually exclusive arguments must be optional'))
        self._group_actions.append(self._container._add_action(action))
        return action

    def _remove_action(self, action):
        self._group_actions.remove(action)
        self._container._remove_action(action)

    def add_mutually_exclusive_group(self, *args, **kwargs):
        _warn_nested('mutually exclusive groups')
        return super().add_mutually_exclusive_group(*args, **kwargs)
