"""ZoneInfo: a tzinfo of a zone's file.

Before the first transition the first standard time counts; behind the last, the rules at the end
of the file. Times are integers, seconds since 1970 by UTC or by the local clock; transitions by
the local clock are in two lists, by fold: in a gap or a fold, the same time is before the
transition in one and behind it in the other. So a lookup is one bisection, of a ZoneTable; the
base class asks it."""

from collections import OrderedDict
from datetime import datetime
from weakref import WeakValueDictionary

from _zone_table import Zone, ZoneTable
from zoneinfo import _tzif, _tzpath

_UNKNOWN = _tzif.ClockType(None, None, None)


class ZoneInfo(Zone):
    """The time zone of a key such as Europe/Berlin. There is one object for a key, as long as it
    is used and a while longer."""

    __module__ = "zoneinfo"

    _strong_cache_size = 8
    _strong_cache = OrderedDict()
    _weak_cache = WeakValueDictionary()

    def __init_subclass__(cls):
        cls._strong_cache, cls._weak_cache = OrderedDict(), WeakValueDictionary()

    def __new__(cls, key):
        recent = cls._strong_cache
        zone = recent.get(key)
        if zone is not None:
            recent.move_to_end(key)
            return zone
        zone = cls._weak_cache.get(key)
        if zone is None:
            zone = cls._weak_cache.setdefault(key, cls._read(key))
            zone._from_cache = True
        recent[key] = zone
        if len(recent) > cls._strong_cache_size:
            recent.popitem(last=False)
        return zone

    @classmethod
    def no_cache(cls, key):
        """A new object."""
        return cls._read(key)

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        """Forget all objects, or those with these keys."""
        for cache in cls._weak_cache, cls._strong_cache:
            if only_keys is None:
                cache.clear()
            else:
                for key in only_keys:
                    cache.pop(key, None)

    @classmethod
    def from_file(cls, fobj, /, key=None):
        """A new object of an open binary file; without a key, its name is the file."""
        return cls._load(fobj, key, repr(fobj))

    @classmethod
    def _read(cls, key):
        path = _tzpath.find_tzfile(key)
        with _tzif.open_packaged(key) if path is None else open(path, "rb") as file:
            return cls._load(file, key, None)

    @classmethod
    def _load(cls, file, key, file_repr):
        self = super().__new__(cls)
        self._key, self._file_repr, self._from_cache = key, file_repr, False
        self._set(_tzif.read(file))
        return self

    def _set(self, content):
        """Prepare the lists for lookups."""
        times, indexes, offsets = content.times, content.type_indexes, content.offsets
        types = [_tzif.clock_type(*values) for values in
                 zip(offsets, _dst_offsets(content), content.names)]
        standard = (place for place, is_dst in enumerate(content.is_dst) if not is_dst)
        before = next(standard, indexes[0] if indexes else None)
        if content.rules:
            after = _tzif.parse_rules(content.rules)
        elif types:
            after = types[indexes[-1]] if indexes else types[-1]
        else:
            raise ValueError("No time zone information found.")
        rules = after.for_table() if isinstance(after, _tzif.YearlyRules) else None
        is_fixed = rules is None and len(types) < 2 and types in ([], [after])
        changes = [offsets[index] for index in indexes]
        table = ZoneTable(
            list(times), *_local_times(times, changes, offsets[0] if offsets else 0),
            [after if before is None else types[before], *[types[index] for index in indexes]],
            [0 if before is None else offsets[before], *changes],
            after, after if is_fixed else _UNKNOWN, rules)
        self._use(table)
        self._at_utc = table.at_utc

    @property
    def key(self):
        """The name of the zone, None if it is from a file."""
        return self._key

    # -- lookups

    def fromutc(self, dt):
        """The local time of a datetime that is in UTC but has this object as its tzinfo."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if dt.tzinfo is not self:
            raise ValueError("dt.tzinfo is not self")
        kind, fold = self._at_utc(dt)
        dt += kind.utcoff
        return dt.replace(fold=1) if fold else dt

    # -- as text, and pickled

    def __str__(self):
        return repr(self) if self._key is None else f"{self._key}"

    def __repr__(self):
        name = f"{type(self).__module__}.{type(self).__qualname__}"
        if self._key is None:
            return f"{name}.from_file({self._file_repr})"
        return f"{name}(key={self._key!r})"

    def __reduce__(self):
        if self._file_repr is not None:
            import pickle
            raise pickle.PicklingError(
                "Cannot pickle a ZoneInfo file created from a file stream.")
        return type(self)._unpickle, (self._key, self._from_cache)

    @classmethod
    def _unpickle(cls, key, from_cache, /):
        return cls(key) if from_cache else cls.no_cache(key)


def _local_times(times, offsets, first):
    """Times by the local clock: lists with the later of both clocks at a transition (what counts
    if fold is 0), and with the earlier."""
    before = [first, *offsets[:-1]]
    return ([time + max(pair) for time, *pair in zip(times, before, offsets)],
            [time + min(pair) for time, *pair in zip(times, before, offsets)])


def _dst_offsets(content):
    """How much DST is in the offset of each type. Files do not tell: it is the difference to the
    standard time before or, if that does not help, behind one of its transitions; else an hour."""
    offsets, is_dst, indexes = content.offsets, content.is_dst, content.type_indexes
    found = [0] * len(offsets)
    for place in range(1, len(indexes)):
        index = indexes[place]
        if not is_dst[index] or found[index]:
            continue
        before = indexes[place - 1]
        difference = 0 if is_dst[before] else offsets[index] - offsets[before]
        if not difference and place + 1 < len(indexes):
            behind = indexes[place + 1]
            difference = 0 if is_dst[behind] else offsets[index] - offsets[behind]
        found[index] = difference
    return [offset or (3600 if dst else 0) for offset, dst in zip(found, is_dst)]
