"""Classes that are mostly fields: @dataclass writes their __init__, __repr__, __eq__ and others.

The functions are compiled from text, so that they run as fast as ones written by hand; names that
the text needs are given to it as a namespace of its own.
"""

import sys
import copy
import types
import keyword
import itertools
import abc
from reprlib import recursive_repr
from types import GenericAlias, FunctionType

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING',
           'fields', 'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    """Raised when an attempt is made to modify a frozen dataclass."""


class _MISSING_TYPE:
    """The type of MISSING: there is no default, or whatever else may be given."""


class _Factory:
    """The default in __init__ of a parameter whose field has a factory."""

    def __repr__(self):
        return '<factory>'


MISSING = _MISSING_TYPE()
_HAS_DEFAULT_FACTORY = _Factory()


class _KW_ONLY_TYPE:
    """The type of KW_ONLY: a pseudo-field after which all fields are keyword-only."""


KW_ONLY = _KW_ONLY_TYPE()

_EMPTY_METADATA = types.MappingProxyType({})


class _Kind:
    """The kind of a field, known by its name only."""

    __slots__ = 'name',

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR = map(_Kind, ('_FIELD', '_FIELD_CLASSVAR',
                                                      '_FIELD_INITVAR'))

_FIELDS = '__dataclass_fields__'        # name -> Field, in the class
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'

# Built-in types whose values deepcopy does not copy: asdict and astuple take them as they are.
_ATOMIC_TYPES = frozenset({
    types.NoneType, bool, int, float, str, complex, bytes, types.EllipsisType,
    types.NotImplementedType, types.CodeType, types.BuiltinFunctionType, types.FunctionType,
    type, range, property,
})


class InitVar:
    """InitVar[type]: a parameter of __init__ that is handed to __post_init__ and is no field."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f'dataclasses.InitVar[{name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """A field's name, type and options; made by field() and by the decorator."""

    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare',
                 'metadata', 'kw_only', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._field_type = None     # until the class is known
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.kw_only = kw_only
        self.metadata = (_EMPTY_METADATA if metadata is None
                         else types.MappingProxyType(metadata))

    @recursive_repr()
    def __repr__(self):
        return ('Field('
                f'name={self.name!r},type={self.type!r},default={self.default!r},'
                f'default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},'
                f'hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},'
                f'kw_only={self.kw_only!r},_field_type={self._field_type}'
                ')')

    def __set_name__(self, owner, name):
        # A default that is a descriptor learns its name as if it stood in the class itself.
        method = getattr(type(self.default), '__set_name__', None)
        if method:
            method(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    """The options of the decorator, as the class keeps them."""

    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only',
                 'slots', 'weakref_slot')

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        parts = ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)
        return f'_DataclassParams({parts})'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    """The options of a field, to stand where its default would.

    init, repr and compare say whether the field takes part in these, hash the same, None meaning
    as compare. kw_only makes it a keyword-only parameter. A default_factory is called for each
    instance. metadata is a mapping that is kept but not looked at.
    """
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# ---- which fields --------------------------------------------------------------------------------

def _word(text):
    """The identifier at the start of a text, and what follows, both without spaces around them."""
    text = text.lstrip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == '_'):
        end += 1
    return text[:end], text[end:].lstrip()


def _names_type(annotation, cls, module, wanted):
    """Does a str annotation begin with a name that means `wanted` in the class's module?

    Only "name" and "module.name" are looked at: no evaluation, which could fail.
    """
    prefix, rest = _word(annotation)
    dot = rest.startswith('.')
    if dot:
        name, _ = _word(rest[1:])
    else:
        prefix, name = '', prefix
    namespace = sys.modules.get(cls.__module__)
    if namespace is None or not name:
        return False
    if dot:
        # The module must be known by that name where the class is.
        if vars(namespace).get(prefix) is not module:
            return False
        namespace = module
    return wanted(vars(namespace).get(name))


def _is_classvar(annotation, cls):
    typing = sys.modules.get('typing')
    if typing is None:
        return False

    def is_it(value):
        return (value is typing.ClassVar
                or (type(value) is typing._GenericAlias and value.__origin__ is typing.ClassVar))

    if isinstance(annotation, str):
        return _names_type(annotation, cls, typing, is_it)
    return is_it(annotation)


def _is_initvar(annotation, cls):
    def is_it(value):
        return value is InitVar or type(value) is InitVar

    if isinstance(annotation, str):
        return _names_type(annotation, cls, sys.modules[__name__], is_it)
    return is_it(annotation)


def _is_kw_only(annotation, cls):
    if isinstance(annotation, str):
        return _names_type(annotation, cls, sys.modules[__name__], lambda value: value is KW_ONLY)
    return annotation is KW_ONLY


def _get_field(cls, name, annotation, default_kw_only):
    """The Field of an annotated name, which may have a default or a Field in the class."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, types.MemberDescriptorType):
        default = MISSING               # a slot of that name
    f = default if isinstance(default, Field) else field(default=default)
    f.name, f.type = name, annotation
    f._field_type = (_FIELD_CLASSVAR if _is_classvar(annotation, cls)
                     else _FIELD_INITVAR if _is_initvar(annotation, cls) else _FIELD)

    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f'field {name} cannot have a default factory')
    if f.kw_only is MISSING:
        if f._field_type is not _FIELD_CLASSVAR:
            f.kw_only = default_kw_only
    elif f._field_type is _FIELD_CLASSVAR:
        raise TypeError(f'field {name} is a ClassVar but specifies kw_only')
    # Unhashable mostly means mutable: one default for all instances is a mistake.
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {name} is not allowed: '
                         f'use default_factory')
    return f


def _collect_fields(cls, kw_only):
    """All fields, those of bases first; *and* the annotated ones of the class itself."""
    fields = {}
    for base in cls.__mro__[-1:0:-1]:
        fields.update(base.__dict__.get(_FIELDS, ()))
    own = []
    kw_only_seen = False
    for name, annotation in cls.__dict__.get('__annotations__', {}).items():
        if _is_kw_only(annotation, cls):
            if kw_only_seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            kw_only_seen = kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, kw_only))
    for f in own:
        fields[f.name] = f
        # Fields leave the class; their defaults stay as class attributes.
        if not isinstance(getattr(cls, f.name, None), Field):
            continue
        if f.default is MISSING:
            delattr(cls, f.name)
        else:
            setattr(cls, f.name, f.default)
    annotated = cls.__dict__.get('__annotations__', ())
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotated:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    return fields


# ---- the functions -------------------------------------------------------------------------------

def _define(cls, name, parameters, body, names, returns=MISSING):
    """A method of the class from text; `names` are what the text refers to."""
    names = dict(names)
    result = ''
    if returns is not MISSING:
        names['__dataclass_return_type__'] = returns
        result = ' -> __dataclass_return_type__'
    lines = '\n'.join(f'  {line}' for line in body)
    text = (f'def __create_fn__({", ".join(names)}):\n'
            f' def {name}({", ".join(parameters)}){result}:\n{lines}\n return {name}')
    namespace = {}
    module = sys.modules.get(cls.__module__)
    exec(text, vars(module) if module is not None else {}, namespace)
    function = namespace['__create_fn__'](**names)
    function.__qualname__ = f'{cls.__qualname__}.{name}'
    return function


def _set_new_attribute(cls, name, value):
    """Sets a method unless the class has one of its own; true if it has."""
    if name in cls.__dict__:
        return True
    if isinstance(value, FunctionType):
        value.__qualname__ = f'{cls.__qualname__}.{value.__name__}'
    setattr(cls, name, value)
    return False


def _init_parameter(f):
    if f.default is MISSING and f.default_factory is MISSING:
        default = ''
    elif f.default is not MISSING:
        default = f'=__dataclass_dflt_{f.name}__'
    else:
        default = '=__dataclass_HAS_DEFAULT_FACTORY__'
    return f'{f.name}:__dataclass_type_{f.name}__{default}'


def _init_assignment(f, frozen, self_name, slots):
    """The line that gives a field its value; None if there is nothing to do."""
    default = f'__dataclass_dflt_{f.name}__'
    if f.default_factory is not MISSING:
        value = f'{default}()'
        if f.init:
            value += f' if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}'
    elif f.init:
        value = f.name
    elif slots and f.default is not MISSING:
        value = default         # with slots there is no class attribute to fall back to
    else:
        return None
    if f._field_type is _FIELD_INITVAR:
        return None
    if frozen:
        return f'__dataclass_builtins_object__.__setattr__({self_name},{f.name!r},{value})'
    return f'{self_name}.{f.name}={value}'


def _make_init(cls, fields, frozen, has_post_init, slots):
    positional = [f for f in fields if f.init and not f.kw_only]
    keyword_only = [f for f in fields if f.init and f.kw_only]
    seen_default = None
    for f in positional:
        if not (f.default is MISSING and f.default_factory is MISSING):
            seen_default = f
        elif seen_default:
            raise TypeError(f'non-default argument {f.name!r} follows default argument '
                            f'{seen_default.name!r}')
    self_name = '__dataclass_self__' if any(f.name == 'self' for f in fields) else 'self'
    names = {f'__dataclass_type_{f.name}__': f.type for f in fields}
    names['__dataclass_HAS_DEFAULT_FACTORY__'] = _HAS_DEFAULT_FACTORY
    names['__dataclass_builtins_object__'] = object
    for f in fields:
        if f.default_factory is not MISSING:
            names[f'__dataclass_dflt_{f.name}__'] = f.default_factory
        elif f.default is not MISSING:
            names[f'__dataclass_dflt_{f.name}__'] = f.default
    body = [line for line in (_init_assignment(f, frozen, self_name, slots) for f in fields)
            if line]
    if has_post_init:
        arguments = ','.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.{_POST_INIT_NAME}({arguments})')
    parameters = [self_name] + [_init_parameter(f) for f in positional]
    if keyword_only:
        parameters += ['*'] + [_init_parameter(f) for f in keyword_only]
    return _define(cls, '__init__', parameters, body or ['pass'], names, returns=None)


def _make_repr(cls, fields):
    pieces = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in fields)
    function = _define(cls, '__repr__', ['self'],
                       [f'return f"{{self.__class__.__qualname__}}({pieces})"'], {})
    return recursive_repr()(function)


def _tuple_text(name, fields):
    if not fields:
        return '()'
    return f'({",".join(f"{name}.{f.name}" for f in fields)},)'


def _make_eq(cls, fields):
    terms = [f'self.{f.name}==other.{f.name}' for f in fields]
    return _define(cls, '__eq__', ['self', 'other'],
                   ['if self is other:', ' return True',
                    'if other.__class__ is self.__class__:',
                    f' return {" and ".join(terms) or "True"}', 'return NotImplemented'], {})


def _make_order(cls, name, operator, fields):
    return _define(cls, name, ['self', 'other'],
                   ['if other.__class__ is self.__class__:',
                    f' return {_tuple_text("self", fields)} {operator} '
                    f'{_tuple_text("other", fields)}',
                    'return NotImplemented'], {})


def _make_frozen(cls, fields):
    names = {'__dataclass_cls__': cls, '__dataclass_Error__': FrozenInstanceError}
    condition = 'type(self) is __dataclass_cls__'
    if fields:
        condition += ' or name in {' + ', '.join(repr(f.name) for f in fields) + '}'
    return (
        _define(cls, '__setattr__', ['self', 'name', 'value'],
                [f'if {condition}:',
                 ' raise __dataclass_Error__(f"cannot assign to field {name!r}")',
                 'super(__dataclass_cls__, self).__setattr__(name, value)'], names),
        _define(cls, '__delattr__', ['self', 'name'],
                [f'if {condition}:',
                 ' raise __dataclass_Error__(f"cannot delete field {name!r}")',
                 'super(__dataclass_cls__, self).__delattr__(name)'], names),
    )


def _make_hash(cls, fields):
    chosen = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    return _define(cls, '__hash__', ['self'], [f'return hash({_tuple_text("self", chosen)})'], {})


def _set_hash(cls, params, field_list, has_explicit_hash):
    """By unsafe_hash, eq, frozen: leave it, set it to None, or make one."""
    if params.unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
        cls.__hash__ = _make_hash(cls, field_list)
    elif params.eq and not has_explicit_hash:
        cls.__hash__ = _make_hash(cls, field_list) if params.frozen else None


def _check_frozen_bases(cls, frozen):
    bases_frozen = [getattr(base, _PARAMS).frozen for base in cls.__mro__[1:]
                    if _FIELDS in base.__dict__]
    if any(bases_frozen) and not frozen:
        raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
    if frozen and not all(bases_frozen):
        raise TypeError('cannot inherit frozen dataclass from a non-frozen one')


def _process_class(cls, params):
    if params.order and not params.eq:
        raise ValueError('eq must be true if order is true')
    fields = _collect_fields(cls, params.kw_only)
    # A class with __eq__ and no __hash__ got None from the language, not from its author.
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING
                             or (class_hash is None and '__eq__' in cls.__dict__))
    _check_frozen_bases(cls, params.frozen)
    setattr(cls, _FIELDS, fields)
    setattr(cls, _PARAMS, params)

    all_init = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    field_list = [f for f in fields.values() if f._field_type is _FIELD]
    # Positional parameters come before the keyword-only ones, whatever the order of definition.
    std_init = [f for f in all_init if f.init and not f.kw_only]
    if params.init:
        has_post_init = hasattr(cls, _POST_INIT_NAME)
        _set_new_attribute(cls, '__init__', _make_init(cls, all_init, params.frozen, has_post_init,
                                                       params.slots))
    _set_new_attribute(cls, '__replace__', _replace)
    if params.repr:
        _set_new_attribute(cls, '__repr__', _make_repr(cls, [f for f in field_list if f.repr]))
    if params.eq:
        _set_new_attribute(cls, '__eq__', _make_eq(cls, [f for f in field_list if f.compare]))
    if params.order:
        compared = [f for f in field_list if f.compare]
        for name, operator in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'),
                               ('__ge__', '>=')):
            if _set_new_attribute(cls, name, _make_order(cls, name, operator, compared)):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__} '
                                f'Consider using functools.total_ordering')
    if params.frozen:
        for function in _make_frozen(cls, field_list):
            if _set_new_attribute(cls, function.__name__, function):
                raise TypeError(f'Cannot overwrite attribute {function.__name__} '
                                f'in class {cls.__name__}')
    _set_hash(cls, params, field_list, has_explicit_hash)
    if not getattr(cls, '__doc__'):
        cls.__doc__ = _signature_text(cls, all_init)
    if params.match_args:
        _set_new_attribute(cls, '__match_args__', tuple(f.name for f in std_init))
    if params.weakref_slot and not params.slots:
        raise TypeError('weakref_slot is True but slots is False')
    if params.slots:
        cls = _add_slots(cls, params.frozen, params.weakref_slot, fields)
    abc.update_abstractmethods(cls)
    return cls


def _annotation_text(annotation):
    if isinstance(annotation, type) and not isinstance(annotation, GenericAlias):
        if annotation.__module__ in ('builtins', '__main__'):
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation).removeprefix('typing.')


def _parameter_text(f):
    text = f'{f.name}: {_annotation_text(f.type)}'
    if f.default_factory is not MISSING:
        return f'{text} = {_HAS_DEFAULT_FACTORY!r}'
    return text if f.default is MISSING else f'{text} = {f.default!r}'


def _signature_text(cls, fields):
    """How the class is called, as its __doc__ when it has none: what inspect.signature shows."""
    positional = [_parameter_text(f) for f in fields if f.init and not f.kw_only]
    keyword_only = [_parameter_text(f) for f in fields if f.init and f.kw_only]
    if keyword_only:
        positional += ['*'] + keyword_only
    return f'{cls.__name__}({", ".join(positional)})'


# ---- slots ---------------------------------------------------------------------------------------

def _get_slots(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        if getattr(cls, '__weakrefoffset__', -1) != 0:
            yield '__weakref__'
        if getattr(cls, '__dictoffset__', -1) != 0:
            yield '__dict__'
    elif isinstance(slots, str):
        yield slots
    elif hasattr(slots, '__next__'):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    else:
        yield from slots


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)     # the class may be frozen


def _update_class_cell(function, old, new):
    """Methods that say super() or __class__ mean the new class."""
    while hasattr(function, '__wrapped__'):
        function = function.__wrapped__
    if not isinstance(function, FunctionType) or not function.__closure__:
        return False
    for name, cell in zip(function.__code__.co_freevars, function.__closure__):
        if name == '__class__' and cell.cell_contents is old:
            cell.cell_contents = new
            return True
    return False


def _add_slots(cls, is_frozen, weakref_slot, all_fields):
    """The class made anew: slots cannot be added to one that exists."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    field_names = tuple(f.name for f in all_fields.values() if f._field_type is _FIELD)
    inherited = set(itertools.chain.from_iterable(map(_get_slots, cls.__mro__[1:-1])))
    wanted = itertools.chain(field_names, ('__weakref__',) if weakref_slot else ())
    slots = []
    for name in wanted:
        if name not in inherited:
            slots.append(name)
    namespace['__slots__'] = tuple(slots)
    for name in field_names:
        namespace.pop(name, None)       # defaults are in the fields
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if is_frozen:
        if '__getstate__' not in namespace:
            new.__getstate__ = _dataclass_getstate
        if '__setstate__' not in namespace:
            new.__setstate__ = _dataclass_setstate
    for value in new.__dict__.values():
        if isinstance(value, (classmethod, staticmethod)):
            value = value.__func__
        functions = (value,)
        if isinstance(value, property):
            functions = (value.fget, value.fset, value.fdel)
        for function in functions:
            if function is not None:
                _update_class_cell(function, cls, new)
    if is_frozen:
        # Their text names the class.
        for name in ('__setattr__', '__delattr__'):
            function = new.__dict__[name]
            for free, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
                if free == '__dataclass_cls__':
                    cell.cell_contents = new
    return new


# ---- what the module offers ----------------------------------------------------------------------

def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Decorator: add the special methods that follow from the fields, the annotated names.

    By the options: __init__, __repr__, __eq__, the order (<, <=, >, >=), __hash__, no assignment
    to fields, __match_args__, keyword-only parameters, and a class with __slots__ in its place.
    """
    params = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                              slots, weakref_slot)

    def wrap(cls):
        return _process_class(cls, params)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields of a dataclass, or of the class of an instance, as a tuple of Field objects."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether it is a dataclass or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, or what dict_factory makes of the pairs.

    Within the values too, dataclasses become dicts, also inside of tuples, lists and dicts, which
    are copied; all other values are copied by copy.deepcopy().
    """
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _converted(obj, lambda pairs: dict_factory(pairs), True)


def astuple(obj, *, tuple_factory=tuple):
    """The values of the fields of an instance as a tuple, or what tuple_factory makes of them.

    Within the values too, dataclasses become tuples; see asdict().
    """
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _converted(obj, lambda pairs: tuple_factory([value for _, value in pairs]), False)


def _converted(obj, factory, dict_keys):
    cls = type(obj)
    if cls in _ATOMIC_TYPES:
        return obj
    if hasattr(cls, _FIELDS):
        return factory([(f.name, _converted(getattr(obj, f.name), factory, dict_keys))
                        for f in fields(obj)])
    if issubclass(cls, tuple):
        items = [_converted(item, factory, dict_keys) for item in obj]
        # A named tuple takes its fields one by one.
        return cls(*items) if hasattr(cls, '_fields') else cls(items)
    if issubclass(cls, list):
        return cls(_converted(item, factory, dict_keys) for item in obj)
    if issubclass(cls, dict):
        pairs = [(_converted(key, factory, dict_keys), _converted(value, factory, dict_keys))
                 for key, value in obj.items()]
        if hasattr(cls, 'default_factory'):
            result = cls(obj.default_factory)
            for key, value in pairs:
                result[key] = value
            return result
        return cls(pairs)
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None):
    """A new dataclass; a field is a name, (name, type) or (name, type, default)."""
    annotations, defaults = {}, {}
    for item in fields:
        parts = (item, 'typing.Any') if isinstance(item, str) else item
        if len(parts) not in (2, 3):
            raise TypeError(f'Invalid field: {item!r}')
        name, annotation, *default = parts
        _check_field_name(name, annotations)
        annotations[name] = annotation
        if default:
            defaults[name], = default

    def fill(body):
        body |= namespace or {}
        body |= defaults
        body['__annotations__'] = annotations

    cls = types.new_class(cls_name, bases, {}, fill)
    cls.__module__ = sys._getframemodulename(1) or '__main__' if module is None else module
    return _process_class(cls, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen,
                                                match_args, kw_only, slots, weakref_slot))


def _check_field_name(name, others):
    if not (isinstance(name, str) and name.isidentifier()):
        raise TypeError(f'Field names must be valid identifiers: {name!r}')
    if keyword.iskeyword(name):
        raise TypeError(f'Field names must not be keywords: {name!r}')
    if name in others:
        raise TypeError(f'Field name duplicated: {name!r}')


def replace(obj, /, **changes):
    """A new instance with other values for some fields; __init__ is called with all of them."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for name, f in getattr(self, _FIELDS).items():
        given = name in changes
        if f._field_type is _FIELD_CLASSVAR or (given and f.init):
            continue
        if given:
            raise TypeError(f'field {name} is declared with init=False, it cannot be '
                            f'specified with replace()')
        if not f.init:
            continue
        if f._field_type is _FIELD_INITVAR and f.default is MISSING:
            raise TypeError(f"InitVar {name!r} must be specified with replace()")
        changes[name] = getattr(self, name)
    return self.__class__(**changes)
