"""Enumerations: classes whose attributes are a fixed set of constants, their members.

How a class comes about: EnumDict collects the body and notes which names are members; EnumType
puts a _proto_member in the place of each and makes the class; type() then calls __set_name__ of
each, which makes the member, or finds that it is an alias of an earlier one, and enters it in the
class. From then on Enum.__new__ only looks members up, and Flag._missing_ makes combinations.
"""

import operator
import sys
from builtins import property as _plain_property
from types import MappingProxyType, DynamicClassAttribute

__all__ = ['EnumType', 'EnumMeta', 'EnumDict', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag',
           'ReprEnum', 'auto', 'unique', 'property', 'verify', 'member', 'nonmember',
           'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP', 'global_flag_repr',
           'global_enum_repr', 'global_str', 'global_enum', 'EnumCheck', 'CONTINUOUS',
           'NAMED_FLAGS', 'UNIQUE', 'pickle_by_global_name', 'pickle_by_enum_name']

# Set when the classes exist; until then their own making must not look at them.
Enum = Flag = ReprEnum = None


# ---- what stands in a class body -----------------------------------------------------------------

class _Marked:
    def __init__(self, value):
        self.value = value


class nonmember(_Marked):
    """nonmember(VALUE) in a body is the value itself and no member."""


class member(_Marked):
    """member(VALUE) in a body is a member, whatever the value is."""


class _Named:
    """An object known by its name alone."""

    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


_not_given = _Named('<not given>')
_auto_null = _Named('_auto_null')


class auto:
    """In a body: the value that _generate_next_value_ finds for the member."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return f'auto({self.value!r})'


class property(DynamicClassAttribute):
    """A property of members: asked of the class, the member that has its name is meant.

    A member that hides something of a base is in the class as such a property too: `member` is
    what the class answers, and _hidden(instance) or the base's own functions what members do.
    """

    member = None
    _hidden = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
        elif self.fget is not None:
            return self.fget(instance)
        elif self._hidden is not None:
            return self._hidden(instance)
        elif self.name in ownerclass._member_map_:
            return ownerclass._member_map_[self.name]
        raise AttributeError(f'{ownerclass!r} has no attribute {self.name!r}')

    def __set__(self, instance, value):
        if self.fset is None:
            raise self._refusal('set')
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise self._refusal('delete')
        return self.fdel(instance)

    def _refusal(self, action):
        return AttributeError(f'<enum {self.clsname!r}> cannot {action} attribute {self.name!r}')

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


# ---- names and numbers ---------------------------------------------------------------------------

def _is_framed(name, frame):
    inner = name[len(frame):-len(frame)]
    return (inner != '' and inner[0] != '_' != inner[-1]
            and name.startswith(frame) and name.endswith(frame))


def _is_dunder(name):
    return _is_framed(name, '__')


def _is_sunder(name):
    return _is_framed(name, '_')


def _is_private(cls_name, name):
    inner = name.removeprefix(f'_{cls_name}__')
    return inner != name and inner != '' and not inner.endswith('__')


def _is_descriptor(obj):
    return any(hasattr(obj, method) for method in ('__get__', '__set__', '__delete__'))


def _is_internal_class(cls_name, obj):
    # A class defined inside of the enumeration.
    if not isinstance(obj, type):
        return False
    return ('.' + obj.__qualname__).endswith(f'.{cls_name}.{obj.__name__}')


def _is_flag(cls):
    return Flag is not None and issubclass(cls, Flag)


def _is_single_bit(num):
    return num > 0 and num & (num - 1) == 0


def _iter_bits_lsb(num):
    """The single bits of a number (or member), the lowest first."""
    rest = num.value if isinstance(num, Enum) else num
    if rest < 0:
        raise ValueError(f'{rest!r} is not a positive integer')
    while rest:
        above = rest & (rest - 1)
        yield rest ^ above
        rest = above


def show_flag_values(value):
    return list(_iter_bits_lsb(value))


def bin(num, max_bits=None):
    """Like the builtin bin(), but in two's complement, the sign in a digit of its own.

    >>> bin(10)
    '0b0 1010'
    >>> bin(~10)   # ~10 is -11
    '0b1 0101'
    """
    width = num.bit_length()
    digits = format(num & ((1 << width) - 1), 'b').zfill(width) if width else ''
    sign = '0' if num >= 0 else '1'
    if max_bits is not None:
        digits = digits.rjust(max_bits, sign)
    return f'0b{sign} {digits}'


def _make_class_unpicklable(obj):
    """Lets no object of the class, or of the class made from a dict, be pickled."""
    def refuse(self, proto):
        raise TypeError('%r cannot be pickled' % self)

    for name, value in ('__reduce_ex__', refuse), ('__module__', '<unknown>'):
        if isinstance(obj, dict):
            obj[name] = value
        else:
            setattr(obj, name, value)


# ---- members by value ----------------------------------------------------------------------------

def _lookup(cls, value):
    """The member of that value, or None. Values that cannot be hashed are searched for."""
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for name, values in cls._unhashable_values_map_.items():
            if value in values:
                return cls._member_map_[name]
        return next((m for m in cls._member_map_.values() if m._value_ == value), None)


def _enter_value(cls, value, member):
    try:
        if value not in cls._value2member_map_:
            cls._value2member_map_[value] = member
            cls._hashable_values_.append(value)
    except TypeError:
        cls._unhashable_values_.append(value)
        cls._unhashable_values_map_.setdefault(member._name_, []).append(value)


def _not_valid(cls, value):
    return ValueError(f'{value!r} is not a valid {cls.__qualname__}')


def _missing_member(cls, value):
    """What _missing_ answers for a value no member has; ValueError when that is None."""
    if not cls._member_map_:
        if vars(cls).get('__new__') is not Enum.__new__:        # the class is not finished
            raise TypeError('do not use `super().__new__; call the appropriate __new__ directly')
        raise TypeError(f'{cls!r} has no members defined')
    try:
        result = cls._missing_(value)
    except Exception as exc:
        if not isinstance(exc, ValueError):
            exc.__context__ = _not_valid(cls, value)
        raise
    if isinstance(result, cls):
        return result
    if isinstance(result, int) and _is_flag(cls) and cls._boundary_ is EJECT:
        return result
    if result is None:
        raise _not_valid(cls, value)
    # No local name holds an exception here: it would be a cycle with its traceback.
    raise _in_context(_not_valid(cls, value), TypeError(
        f'error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member'))


def _in_context(context, error):
    error.__context__ = context
    return error


class _proto_member:
    """What stands for a member while its class is being made."""

    def __init__(self, value):
        self.value = value

    def __set_name__(self, enum_class, member_name):
        type.__delattr__(enum_class, member_name)
        # A tuple is several arguments, unless members are tuples.
        as_is = enum_class._member_type_ is tuple or not isinstance(self.value, tuple)
        args = (self.value,) if as_is else self.value
        made = self._new(enum_class, args)
        value = made._value_
        made._name_ = member_name
        made.__objclass__ = enum_class
        made.__init__(*args)
        made._sort_order_ = len(enum_class._member_names_)

        listed = True
        if _is_flag(enum_class):
            listed = isinstance(value, int) and _is_single_bit(value)
            self._add_to_masks(enum_class, value)
        known = _lookup(enum_class, value)
        if known is not None:       # the name is an alias
            made = known
        elif listed:
            enum_class._member_names_.append(member_name)
        enum_class._add_member_(member_name, made)
        _enter_value(enum_class, value, made)

    def _new(self, enum_class, args):
        made = enum_class._new_member_(enum_class, *(args if enum_class._use_args_ else ()))
        if hasattr(made, '_value_'):
            return made
        if enum_class._member_type_ is object:
            made._value_ = self.value
            return made
        try:
            made._value_ = enum_class._member_type_(*args)
        except Exception as exc:
            raise TypeError('_value_ not set in __new__, unable to create it') from exc
        return made

    @staticmethod
    def _add_to_masks(cls, value):
        if isinstance(value, int):
            cls._flag_mask_ |= value
            cls._all_bits_ = (1 << cls._flag_mask_.bit_length()) - 1
            if _is_single_bit(value):
                cls._singles_mask_ |= value


# ---- the class body ------------------------------------------------------------------------------

_sunder_names = frozenset({
    '_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_',
    '_iter_member_', '_iter_member_by_value_', '_iter_member_by_def_', '_add_alias_',
    '_add_value_alias_', '_use_args_', '_member_names_', '_member_map_', '_value2member_map_',
    '_unhashable_values_', '_hashable_values_', '_unhashable_values_map_', '_member_type_',
    '_value_repr_', '_new_member_', '_boundary_', '_flag_mask_', '_singles_mask_', '_all_bits_',
    '_inverted_',
})


def _words(names):
    """A list of names; a string has them between commas or spaces."""
    return names.replace(',', ' ').split() if isinstance(names, str) else list(names)


class EnumDict(dict):
    """The names of a class body; those of members are in member_names, and not given twice."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}     # a dict as an ordered set
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    def __setitem__(self, key, value):
        """Enters a name; a member's value is filled in, reserved _names_ are checked."""
        if _is_dunder(key):
            key = '_order_' if key == '__order__' else key
        elif self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            value = self._reserved(key, value)
        else:
            becomes_member = self._becomes_member(key, value)
            if key in self._member_names or becomes_member and key in self:
                raise TypeError(f'{key!r} already defined as {self[key]!r}')
            if becomes_member:
                value = self._member_value(key, value)
            elif isinstance(value, nonmember) and key not in self._ignore:
                value = value.value
        super().__setitem__(key, value)

    def _becomes_member(self, key, value):
        if key in self._ignore or isinstance(value, nonmember) or _is_descriptor(value):
            return False
        return self._cls_name is None or not _is_internal_class(self._cls_name, value)

    def _reserved(self, key, value):
        """The value to enter for a _sunder_ name."""
        if key == '_generate_next_value_':
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate_next_value = getattr(value, '__func__', value)
        elif key == '_ignore_':
            value = self._ignore = _words(value)
            already = self._member_names.keys() & value
            if already:
                raise ValueError(f'_ignore_ cannot specify already set names: {already!r}')
        elif key not in _sunder_names and not key.startswith('_repr_'):
            raise ValueError(f'_sunder_ names, such as {key!r}, are reserved for future Enum use.')
        return value

    def _member_value(self, key, value):
        """The value of a new member: what auto() stands for is filled in."""
        if isinstance(value, member):
            value = value.value
        if isinstance(value, auto):
            value = self._automatic(key, value)
        elif isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
            parts = [self._automatic(key, part) if isinstance(part, auto) else part
                     for part in value]
            try:
                value = type(value)(parts)
            except TypeError:
                value = type(value)(*parts)     # a named tuple
        else:
            self._last_values.append(value)
        self._member_names[key] = None
        return value

    def _automatic(self, key, placeholder):
        if placeholder.value is _auto_null:
            self._auto_called = True
            placeholder.value = self._generate_next_value(
                key, 1, len(self._member_names), self._last_values[:])
        self._last_values.append(placeholder.value)
        return placeholder.value

    @_plain_property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, **more_members):
        pairs = members.items() if hasattr(members, 'keys') else members
        for name, value in (*pairs, *more_members.items()):
            self[name] = value


_EnumDict = EnumDict        # the old name


# ---- the metaclass -------------------------------------------------------------------------------

_TEXT_METHODS = '__repr__', '__str__', '__format__', '__reduce_ex__'
_FLAG_OPERATORS = ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__', '__invert__')


class EnumType(type):
    """The type of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        _, first_enum = metacls._get_mixins_(cls, bases)
        body = EnumDict(cls)
        if first_enum is not None:
            body['_generate_next_value_'] = getattr(first_enum, '_generate_next_value_', None)
        return body

    def __new__(metacls, cls, bases, classdict, *, boundary=None, **kwds):
        for name in (*classdict.get('_ignore_', ()), '_ignore_'):
            classdict.pop(name, None)
        invalid_names = {'mro', ''} & classdict._member_names.keys()
        if invalid_names:
            raise ValueError('invalid enum member name(s) ' + ','.join(map(repr, invalid_names)))
        order = classdict.pop('_order_', None)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        metacls._inherit_methods(classdict, bases, member_type)

        namespace = dict(classdict)
        for name in classdict._member_names:
            namespace[name] = _proto_member(namespace[name])
        generate = namespace.get('_generate_next_value_')
        if generate is not None and not isinstance(generate, staticmethod):
            namespace['_generate_next_value_'] = staticmethod(generate)
        namespace |= {
            '_new_member_': new_member,
            '_use_args_': use_args,
            '_member_names_': [],
            '_member_map_': {},
            '_value2member_map_': {},
            '_hashable_values_': [],
            '_unhashable_values_': [],
            '_unhashable_values_map_': {},
            '_member_type_': member_type,
            '_value_repr_': metacls._find_data_repr_(cls, bases),
            # for flags
            '_boundary_': boundary or getattr(first_enum, '_boundary_', None),
            '_flag_mask_': 0,
            '_singles_mask_': 0,
            '_all_bits_': 0,
            '_inverted_': None,
        }
        made = super().__new__(metacls, cls, bases, namespace, **kwds)
        made._finish(classdict, member_type, first_enum)
        if save_new:
            made.__new_member__ = new_member
        if Enum is not None:
            made.__new__ = Enum.__new__
        if order is not None:
            made._check_order(_words(order))
        return made

    @staticmethod
    def _inherit_methods(classdict, bases, member_type):
        """What a ReprEnum has of its mixed in type, and a flag of Flag, unless the body says it."""
        if ReprEnum in bases:
            own_text = member_type.__str__ is not object.__str__
            classdict.setdefault('__str__', member_type.__str__ if own_text
                                 else member_type.__repr__)
            classdict.setdefault('__format__', member_type.__format__)
        if any(_is_flag(base) for base in bases):
            for name in _FLAG_OPERATORS:
                classdict.setdefault(name, getattr(Flag, name))

    def _finish(cls, classdict, member_type, first_enum):
        """Text forms are the enumeration's, not the mixed in type's; iteration knows the order."""
        for name in _TEXT_METHODS:
            if name not in classdict and first_enum is not None:
                if getattr(cls, name) in (getattr(member_type, name), getattr(object, name)):
                    setattr(cls, name, getattr(first_enum, name))
        if _is_flag(cls):
            values = [cls._member_map_[name]._value_ for name in cls._member_names_]
            if values != sorted(values):
                cls._iter_member_ = cls._iter_member_by_def_

    def _check_order(cls, order):
        aliases = cls._member_map_.keys() - cls._member_names_      # may be named
        order = [name for name in order if name not in aliases]
        if order != cls._member_names_:
            raise TypeError(f'member order does not match _order_:\n  {cls._member_names_!r}\n'
                            f'  {order!r}')

    def __bool__(cls):
        return True

    def __call__(cls, value, names=_not_given, *values, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        """The member that has this value; of a class without members, a new enumeration.

        That one is called `value` and has the members `names`: a string of them, an iterable of
        names or of pairs, or a mapping.
        """
        if cls._member_map_:
            return cls.__new__(cls, value if names is _not_given else (value, names, *values))
        if names is not _not_given or type is not None:
            return cls._create_(value, None if names is _not_given else names, module=module,
                                qualname=qualname, type=type, start=start, boundary=boundary)
        raise TypeError(f"{cls} has no members; specify `names=()` if you meant to create a new, "
                        f"empty, enum")

    def __contains__(cls, value):
        """Return True if `value` is in `cls`.

        `value` is in `cls` if:
        1) `value` is a member of `cls`, or
        2) `value` is the value of one of the `cls`'s members.
        """
        if isinstance(value, cls):
            return True
        try:
            cls(value)
        except ValueError:
            return value in cls._unhashable_values_ or value in cls._hashable_values_
        return True

    def __getitem__(cls, name):
        """Return the member matching `name`."""
        return cls._member_map_[name]

    def __iter__(cls):
        """Return members in definition order."""
        return map(cls._member_map_.__getitem__, cls._member_names_)

    def __reversed__(cls):
        """The members from the last to the first."""
        return map(cls._member_map_.__getitem__, reversed(cls._member_names_))

    def __len__(cls):
        """Return the number of members (no aliases)"""
        return len(cls._member_names_)

    @_plain_property
    def __members__(cls):
        """Returns a mapping of member name->value.

        This mapping lists all enum members, including aliases. Note that this
        is a read-only view of the internal mapping.
        """
        return MappingProxyType(cls._member_map_)

    def __setattr__(cls, name, value):
        if name in vars(cls).get('_member_map_', ()):
            raise AttributeError(f'cannot reassign member {name!r}')
        super().__setattr__(name, value)

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f'{cls.__name__!r} cannot delete member {attr!r}.')
        super().__delattr__(attr)

    def __dir__(cls):
        names = {'__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__',
                 '__members__', '__module__', '__name__', '__qualname__', *cls._member_names_}
        if cls._member_type_ is not object:
            names.update(dir(cls._member_type_))
        if cls._new_member_ is not object.__new__:
            names.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add('__init_subclass__')
        return sorted(names)

    def __repr__(cls):
        return f"<{'flag' if _is_flag(cls) else 'enum'} {cls.__name__!r}>"

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        """A new enumeration: see __call__, which is called from where it will belong."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        body = metacls.__prepare__(class_name, bases)
        body.update(cls._name_values(names, start))
        if module is None:
            module = sys._getframemodulename(2)
        if module is None:
            _make_class_unpicklable(body)
        else:
            body['__module__'] = module
        if qualname is not None:
            body['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, body, boundary=boundary)

    def _name_values(cls, names, start):
        """The pairs of name and value that the functional form was given."""
        if names is None or isinstance(names, str):
            names = _words(names or '')
        if not isinstance(names, (tuple, list)) or not names or not isinstance(names[0], str):
            return [(item, names[item]) if isinstance(item, str) else item for item in names]
        values = []
        for count, name in enumerate(names):
            values.append(cls._generate_next_value_(name, start, count, values[:]))
        return zip(names, values)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Makes an enumeration of the constants of a module whose names pass the filter."""
        made = _old_convert_(cls, name, module, filter, source, boundary=boundary)
        if as_global:
            global_enum(made)
        else:
            vars(sys.modules[made.__module__]).update(made.__members__)
        setattr(sys.modules[module], name, made)
        return made

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for base in _ancestors(bases):
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError(f'<enum {class_name!r}> cannot extend {base!r}')

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The type members are made of, and the enumeration that is inherited."""
        if not bases:
            return object, Enum
        if not isinstance(bases[-1], EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, bases[-1]

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        data_types = {found for found in map(_data_type, bases) if found is not None}
        if len(data_types) > 1:
            raise TypeError(f'too many data types for {class_name!r}: {data_types!r}')
        return data_types.pop() if data_types else None

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        """What shows a member's value; None stands for repr()."""
        for base in _ancestors(bases):
            if isinstance(base, EnumType):
                return base._value_repr_
            own = vars(base)
            if '__repr__' in own:
                # A dataclass's own repr would repeat the class's name.
                generated = '__dataclass_fields__' in own and own['__dataclass_params__'].repr
                return _dataclass_repr if generated else own['__repr__']
        return None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """The __new__ of members, whether the body defines it, whether it gets the value's parts."""
        trivial = {None, object.__new__, getattr(Enum, '__new__', None)}
        own = classdict.get('__new__')
        if own is None:
            candidates = (getattr(owner, method, None) for method in ('__new_member__', '__new__')
                          for owner in (member_type, first_enum) if owner is not None)
        else:
            candidates = [own]
        found = next((new for new in candidates if new not in trivial), object.__new__)
        makes_enum = first_enum is None
        return found, own is not None and not makes_enum, found not in trivial and not makes_enum

    def _add_member_(cls, name, member):
        """Gives a member a name. What bases have under that name still serves the members."""
        if name in cls._member_map_:
            if cls._member_map_[name] is not member:
                raise NameError(f'{name!r} is already bound: {cls._member_map_[name]!r}')
            return
        descriptor = constant_owner = None
        for base in cls.__mro__[1:]:
            attribute = vars(base).get(name)
            if attribute is None:
                continue
            if not _is_descriptor(attribute):
                constant_owner = base
                continue
            descriptor = attribute
            if isinstance(attribute, DynamicClassAttribute):
                constant_owner = None
                break
        entry = member
        if descriptor is not None:
            entry = _redirect(cls, name, descriptor, constant_owner)
            entry.member = member
        setattr(cls, name, entry)
        cls._member_map_[name] = member


def _redirect(cls, name, descriptor, constant_owner):
    """A property that does what a base does under this name, for a member to hide it."""
    redirect = property()
    redirect.__set_name__(cls, name)
    if constant_owner is not None:
        redirect._hidden = lambda instance: getattr(constant_owner, name)
        return redirect
    for function in 'fget', 'fset', 'fdel':
        setattr(redirect, function, getattr(descriptor, function, None))
    if not isinstance(descriptor, DynamicClassAttribute):
        redirect._hidden = lambda instance: getattr(instance._value_, name)
    return redirect


def _ancestors(bases):
    return (base for chain in bases for base in chain.__mro__[:-1])     # all but object


def _data_type(base):
    """The type of values that a base brings along: the class that makes them, or the first one
    derived from it."""
    derived = None
    for cls in base.__mro__[:-1]:
        if isinstance(cls, EnumType):
            if cls._member_type_ is not object:
                return cls._member_type_
        elif '__new__' in vars(cls) or '__dataclass_fields__' in vars(cls):
            return derived or cls
        else:
            derived = derived or cls
    return None


def _dataclass_repr(self):
    return ', '.join(f'{name}={getattr(self, name)!r}'
                     for name, field in self.__dataclass_fields__.items() if field.repr)


EnumMeta = EnumType         # the old name


# ---- Enum ----------------------------------------------------------------------------------------

class Enum(metaclass=EnumType):
    """A set of names, each with a value.

    >>> class Color(Enum):
    ...     RED = 1
    ...     BLUE = 2

    The members are Color.RED, or Color(1), or Color['RED']; list(Color) has all of them. There may
    be methods too, and members may have attributes.
    """

    @classmethod
    def __signature__(cls):
        if cls._member_names_:
            return '(*values)'
        return ('(new_class_name, /, names, *, module=None, qualname=None, type=None, start=1, '
                'boundary=None)')

    def __new__(cls, value):
        # Every call of a finished class ends here: it only finds members.
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            found = None
        except TypeError:
            found = _lookup(cls, value)
        return _missing_member(cls, value) if found is None else found

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        known = _lookup(self.__class__, value)
        if known is None:
            _enter_value(self.__class__, value, self)
        elif known is not self:
            raise ValueError(f'{value!r} is already bound: {known!r}')

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the largest of those before, first `start`."""
        if not last_values:
            return start
        try:
            largest = sorted(last_values)[-1]
        except TypeError:
            raise TypeError('unable to sort non-numeric values') from None
        try:
            return largest + 1
        except TypeError:
            raise TypeError(f'unable to increment {largest!r}') from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        cls = self.__class__
        name = cls.__name__ if self._name_ is None else f'{cls.__name__}.{self._name_}'
        return f'<{name}: {(cls._value_repr_ or repr)(self._value_)}>'

    def __str__(self):
        if self._name_ is None:         # a flag without known bits
            return f'{self.__class__.__name__}({self._value_!r})'
        return f'{self.__class__.__name__}.{self._name_}'

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __dir__(self):
        """The public attributes that are not members, and those of a mixed in type."""
        cls = self.__class__
        names = {'__class__', '__doc__', '__eq__', '__hash__', '__module__'}
        if cls._member_type_ is not object:
            names.update(object.__dir__(self))
        for namespace in getattr(self, '__dict__', {}), *map(vars, cls.__mro__):
            for name, attribute in namespace.items():
                if name[0] == '_':
                    continue
                is_property = isinstance(attribute, property)
                if name not in cls._member_map_ or is_property and attribute.fget is not None:
                    names.add(name)
                elif is_property:
                    names.discard(name)
        return sorted(names)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    # enum's property, so that there can be members called name and value.

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


class ReprEnum(Enum):
    """An enumeration by its repr() alone: str() and format() are those of the mixed in type."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are ints."""


class StrEnum(str, ReprEnum):
    """An enumeration whose members are strings; auto() is the name in lower case."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f'too many arguments for str(): {values!r}')
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f'{values[0]!r} is not a string')
        for kind, value in zip(('encoding', 'errors'), values[1:]):
            if not isinstance(value, str):
                raise TypeError(f'{kind} must be a string, not {value!r}')
        text = str(*values)
        made = str.__new__(cls, text)
        made._value_ = text
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def pickle_by_global_name(self, proto):
    """__reduce_ex__ of members that are names of their module; not for flags."""
    return self.name


def pickle_by_enum_name(self, proto):
    """__reduce_ex__ by name instead of by value; not for flags."""
    return getattr, (self.__class__, self._name_)


_reduce_ex_by_global_name = pickle_by_global_name     # the old name


# ---- Flag ----------------------------------------------------------------------------------------

class FlagBoundary(StrEnum):
    """What happens to bits that no flag has.

    STRICT refuses them (of Flag), CONFORM drops them, EJECT makes the value a plain int, KEEP
    keeps them (of IntFlag).
    """
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _bounded(cls, value):
    """The bits of a value as the class's boundary lets them be; None if they are ejected."""
    flag_mask, all_bits, boundary = cls._flag_mask_, cls._all_bits_, cls._boundary_
    if not ~all_bits <= value <= all_bits or value & (all_bits ^ flag_mask):
        if boundary is STRICT:
            width = max(value.bit_length(), flag_mask.bit_length())
            raise ValueError(f'{cls!r} invalid value {value!r}\n    given {bin(value, width)}\n'
                             f'  allowed {bin(flag_mask, width)}')
        if boundary is EJECT:
            return None
        if boundary is CONFORM:
            value &= flag_mask
        elif boundary is not KEEP:
            raise ValueError(f'{cls!r} unknown flag boundary {boundary!r}')
        elif value < 0:
            value += max(all_bits + 1, 1 << value.bit_length())
    if value >= 0:
        return value
    return value + all_bits + 1 if boundary in (EJECT, KEEP) else value & cls._singles_mask_


def _combination_name(cls, bits):
    """FIRST|SECOND|16: the members that a combination has, then the rest; None without members."""
    members = list(cls._iter_member_(bits & cls._singles_mask_))
    if bits & ~cls._singles_mask_:      # there may be members of several bits
        for candidate in cls._member_map_.values():
            value = candidate._value_
            if value and value & bits == value and candidate not in members:
                members.append(candidate)
    rest = bits
    for part in members:
        rest &= ~part._value_
    if not members:
        return None
    names = [part._name_ for part in members]
    if rest:
        if cls._boundary_ is STRICT:
            raise ValueError(f'{cls!r}: no members with value {rest!r}')
        names.append(cls._numeric_repr_(rest))
    return '|'.join(names)


def _flag_operator(name, combine, symbol):
    def method(self, other):
        cls = self.__class__
        if isinstance(other, cls):
            bits = other._value_
        elif cls._member_type_ is not object and isinstance(other, cls._member_type_):
            bits = other
        else:
            return NotImplemented
        own = self._value_
        if own is None or bits is None:
            raise TypeError(f"'{self if own is None else other}' cannot be combined with other "
                            f"flags with {symbol}")
        value = combine(own, bits)
        found = cls._value2member_map_.get(value)
        return cls(value) if found is None else found

    method.__name__ = name
    method.__qualname__ = f'Flag.{name}'
    return method


class Flag(Enum, boundary=STRICT):
    """An enumeration whose members are bits that can be combined with | & ^ ~."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the next power of two, first `start`."""
        if not last_values:
            return 1 if start is None else start
        largest = max(last_values)
        try:
            return 1 << largest.bit_length()
        except Exception:
            raise TypeError(f'invalid flag value {largest!r}') from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        """The members of the single bits of a value, the lowest first."""
        return map(cls._value2member_map_.get, _iter_bits_lsb(value & cls._flag_mask_))

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The same as they were defined."""
        return iter(sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_))

    @classmethod
    def _missing_(cls, value):
        """The combination that has these bits: made when it is first asked for."""
        if not isinstance(value, int):
            raise _not_valid(cls, value)
        bits = _bounded(cls, value)
        if bits is None:
            return value
        unknown = bits & ~cls._flag_mask_
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError(f'{cls.__name__}({bits!r}) -->  unknown values {unknown!r} '
                             f'[{bin(unknown)}]')
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, bits)
        if not hasattr(made, '_value_'):
            made._value_ = bits
        made._name_ = _combination_name(cls, bits)
        # Another thread may have been quicker.
        made = cls._value2member_map_.setdefault(bits, made)
        if value < 0:
            cls._value2member_map_[value] = made
        return made

    def __contains__(self, other):
        """Whether all bits of the other are set in this one."""
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} "
                            f"and {self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The single flags this one consists of."""
        return self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __invert__(self):
        if self._value_ is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            bits = ~self._value_
            if self._boundary_ not in (EJECT, KEEP):
                bits &= self._singles_mask_
            self._inverted_ = self.__class__(bits)
        return self._inverted_

    __or__ = __ror__ = _flag_operator('__or__', operator.or_, '|')
    __and__ = __rand__ = _flag_operator('__and__', operator.and_, '&')
    __xor__ = __rxor__ = _flag_operator('__xor__', operator.xor, '^')


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """A Flag whose members are ints; bits without a flag are kept."""


# ---- names of members as names of their module ---------------------------------------------------

def _global_name(cls, name):
    return f"{cls.__module__.rpartition('.')[2]}.{name}"


def global_enum_repr(self):
    """A member as MODULE.NAME."""
    return _global_name(self.__class__, self._name_)


def global_flag_repr(self):
    """A flag as MODULE.NAME|MODULE.NAME, what has no name as a number."""
    cls = self.__class__
    if self._name_ is None:
        return f'{_global_name(cls, cls.__name__)}({self._value_!r})'
    return '|'.join(part if part[0].isdigit() else _global_name(cls, part)
                    for part in self._name_.split('|'))


def global_str(self):
    """A member as NAME."""
    if self._name_ is None:
        return f'{self.__class__.__name__}({self._value_!r})'
    return self._name_


def global_enum(cls, update_str=False):
    """Class decorator: the members are names of the module too, and their repr() says so."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if update_str or not issubclass(cls, ReprEnum):
        cls.__str__ = global_str
    vars(sys.modules[cls.__module__]).update(cls.__members__)
    return cls


# ---- decorators that check -----------------------------------------------------------------------

def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Class decorator: makes an enumeration of a plain class."""
    made_by_class = '__dict__', '__weakref__', '__firstlineno__', '__static_attributes__'

    def convert_class(cls):
        metacls = type(etype)
        body = metacls.__prepare__(cls.__name__, (etype,))
        body.update((name, value) for name, value in vars(cls).items()
                    if name not in made_by_class)
        made = metacls(cls.__name__, (etype,), body, boundary=boundary)
        made.__qualname__ = cls.__qualname__
        return made
    return convert_class


def _old_convert_(etype, name, module, filter, source=None, *, boundary=None):
    """An enumeration of the constants whose names pass the filter; they stay as they are."""
    members = [item for item in vars(source or sys.modules[module]).items() if filter(item[0])]
    try:
        members.sort(key=lambda item: (item[1], item[0]))
    except TypeError:
        members.sort(key=lambda item: item[0])
    return etype(name, dict(members), module=module, boundary=boundary or KEEP)


def _test_simple_enum(checked_enum, simple_enum):
    """TypeError if the members of two enumerations, the second made by _simple_enum, differ."""
    failed = []
    for name in checked_enum._member_map_.keys() | simple_enum._member_map_.keys():
        if name not in simple_enum._member_map_:
            failed.append(f'missing member from simple enum: {name!r}')
        elif name not in checked_enum._member_map_:
            failed.append(f'extra member in simple enum: {name!r}')
        else:
            values = checked_enum[name]._value_, simple_enum[name]._value_
            if values[0] != values[1]:
                failed.append('member %r has different values: %r and %r' % (name, *values))
    if failed:
        raise TypeError('enum mismatch:\n   ' + '\n   '.join(failed))


@_simple_enum(StrEnum)
class EnumCheck:
    """What verify() can check."""
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


def _check_unique(enumeration, complaint='aliases found'):
    aliases = [f'{name} -> {member.name}' for name, member in enumeration.__members__.items()
               if name != member.name]
    if aliases:
        raise ValueError(f"{complaint} in {enumeration!r}: {', '.join(aliases)}")
    return enumeration


def _check_continuous(enumeration):
    values = {member.value for member in enumeration}
    if len(values) < 2:
        return
    kind, wanted = 'enum', range(min(values), max(values))
    if issubclass(enumeration, Flag):
        kind, bits = 'flag', range(min(values).bit_length(), max(values).bit_length() - 1)
        wanted = [1 << bit for bit in bits]
    missing = ', '.join(str(value) for value in wanted if value not in values)
    if missing:
        raise ValueError(f'invalid {kind} {enumeration.__name__!r}: missing values {missing}'[:256])


def _check_named_flags(enumeration):
    named = {member.value for member in enumeration}
    incomplete = []
    missing_bits = 0
    for name, alias in enumeration.__members__.items():
        if name not in enumeration._member_names_ and alias.value >= 0:
            missing = sum(bit for bit in _iter_bits_lsb(alias.value) if bit not in named)
            if missing:
                incomplete.append(name)
                missing_bits |= missing
    if incomplete:
        *others, last = incomplete
        who = f"aliases {', '.join(others)} and {last} are" if others else f'alias {last} is'
        what = 'value' if _is_single_bit(missing_bits) else 'combined values of'
        raise ValueError(f'invalid Flag {enumeration.__name__!r}: {who} missing {what} '
                         f'0x{missing_bits:x} [use enum.show_flag_values(value) for details]')


_CHECKS = {UNIQUE: _check_unique, CONTINUOUS: _check_continuous, NAMED_FLAGS: _check_named_flags}


class verify:
    """Class decorator: ValueError unless the enumeration passes the checks (see EnumCheck)."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            _CHECKS[check](enumeration)
        return enumeration


def unique(enumeration):
    """Class decorator: ValueError if two names of the enumeration have the same value."""
    return _check_unique(enumeration, 'duplicate values found')
