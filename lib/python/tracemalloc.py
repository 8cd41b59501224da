"""Where memory was allocated: snapshots of all traced blocks, grouped, filtered and compared.

A trace is a tuple (domain, size, frames, total number of frames), the frames being (file name,
line) with the innermost first; the classes below present such tuples.
"""

import linecache
import os.path
from collections.abc import Iterable, Sequence
from functools import total_ordering
from operator import attrgetter

from _tracemalloc import *
from _tracemalloc import _get_object_traceback, _get_traces


def _format_size(size, sign):
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if abs(size) < 100 and unit != "B":
            return ("%+.1f %s" if sign else "%.1f %s") % (size, unit)
        if abs(size) < 10 * 1024 or unit == "TiB":
            return ("%+.0f %s" if sign else "%.0f %s") % (size, unit)
        size /= 1024


def _average(size, count):
    return ", average=%s" % _format_size(size / count, False)


class _Value:
    """What is equal if it is of the same class and holds the same, its _value."""

    __slots__ = ()

    def __eq__(self, other):
        return self._value == other._value if isinstance(other, type(self)) else NotImplemented

    def __hash__(self):
        return hash(self._value)


@total_ordering
class _OrderedValue(_Value):
    __slots__ = ()

    def __lt__(self, other):
        return self._value < other._value if isinstance(other, type(self)) else NotImplemented


class _Items(Sequence):
    """A sequence of what the tuples that it holds are made when they are looked at."""

    __slots__ = ()

    def __len__(self):
        return len(self._value)

    def __getitem__(self, index):
        held = self._value[index]
        return tuple(map(self._item, held)) if isinstance(index, slice) else self._item(held)

    def __contains__(self, item):
        return item._value in self._value


# ---- frames and tracebacks ----------------------------------------------------------------------


class Frame(_OrderedValue):
    """A line of a file."""

    __slots__ = ("_value",)

    def __init__(self, frame):
        self._value = frame

    filename = property(lambda self: self._value[0])
    lineno = property(lambda self: self._value[1])

    def __str__(self):
        return "%s:%s" % self._value

    def __repr__(self):
        return "<Frame filename=%r lineno=%r>" % self._value


class Traceback(_OrderedValue, _Items):
    """Frames, the oldest first."""

    __slots__ = ("_frames", "_total_nframe")
    _value = property(attrgetter("_frames"))
    _item = Frame

    def __init__(self, frames, total_nframe=None):
        self._frames = tuple(reversed(frames))
        self._total_nframe = total_nframe

    total_nframe = property(attrgetter("_total_nframe"))

    def __str__(self):
        return str(self[0])

    def __repr__(self):
        total = "" if self._total_nframe is None else f" total_nframe={self._total_nframe}"
        return f"<Traceback {tuple(self)}{total}>"

    def format(self, limit=None, most_recent_first=False):
        """Lines as a traceback has them; a negative limit keeps the oldest frames."""
        frames = list(self)
        if limit is not None:
            frames = frames[-limit:] if limit > 0 else frames[:abs(limit)]
        if most_recent_first:
            frames.reverse()
        lines = []
        for frame in frames:
            lines.append('  File "%s", line %s' % (frame.filename, frame.lineno))
            text = linecache.getline(frame.filename, frame.lineno).strip()
            if text:
                lines.append("    %s" % text)
        return lines


def get_object_traceback(obj):
    """The Traceback of the object's allocation, or None."""
    frames = _get_object_traceback(obj)
    return None if frames is None else Traceback(frames)


# ---- traces and sums of them --------------------------------------------------------------------


class Trace(_Value):
    """One block."""

    __slots__ = ("_value",)

    def __init__(self, trace):
        self._value = trace

    domain = property(lambda self: self._value[0])
    size = property(lambda self: self._value[1])
    traceback = property(lambda self: Traceback(*self._value[2:]))

    def __str__(self):
        return "%s: %s" % (self.traceback, _format_size(self.size, False))

    def __repr__(self):
        return "<Trace domain=%s size=%s, traceback=%r>" % (
            self.domain, _format_size(self.size, False), self.traceback)


class _Traces(_Value, _Items):
    """The blocks of a snapshot."""

    __hash__ = None
    _value = property(attrgetter("_traces"))
    _item = Trace

    def __init__(self, traces):
        self._traces = traces

    def __repr__(self):
        return f"<Traces len={len(self)}>"


class Statistic(_Value):
    """All blocks of one place."""

    __slots__ = ("traceback", "size", "count")
    _value = property(attrgetter(*__slots__))

    def __init__(self, traceback, size, count):
        self.traceback, self.size, self.count = traceback, size, count

    def __str__(self):
        text = "%s: size=%s, count=%i" % (
            self.traceback, _format_size(self.size, False), self.count)
        return text + _average(self.size, self.count) if self.count else text

    def __repr__(self):
        return "<Statistic traceback=%r size=%i count=%i>" % self._value

    def _sort_key(self):
        return self.size, self.count, self.traceback


class StatisticDiff(_Value):
    """All blocks of one place, and how many more they are than before."""

    __slots__ = ("traceback", "size", "size_diff", "count", "count_diff")
    _value = property(attrgetter(*__slots__))

    def __init__(self, traceback, size, size_diff, count, count_diff):
        self.traceback = traceback
        self.size, self.size_diff = size, size_diff
        self.count, self.count_diff = count, count_diff

    def __str__(self):
        text = "%s: size=%s (%s), count=%i (%+i)" % (
            self.traceback, _format_size(self.size, False), _format_size(self.size_diff, True),
            self.count, self.count_diff)
        return text + _average(self.size, self.count) if self.count else text

    def __repr__(self):
        return "<StatisticDiff traceback=%r size=%i (%+i) count=%i (%+i)>" % self._value

    def _sort_key(self):
        return abs(self.size_diff), self.size, abs(self.count_diff), self.count, self.traceback


def _difference(old, new):
    """StatisticDiffs of two dicts from places to Statistics."""
    nothing = Statistic(None, 0, 0)
    statistics = []
    for place in new | old:
        now, before = new.get(place, nothing), old.get(place, nothing)
        statistics.append(StatisticDiff(place, now.size, now.size - before.size,
                                        now.count, now.count - before.count))
    return statistics


# ---- filters ------------------------------------------------------------------------------------


class BaseFilter:
    """Keeps the traces that match if it is inclusive, else the others."""

    def __init__(self, inclusive):
        self.inclusive = inclusive


def _normalize_filename(filename):
    filename = os.path.normcase(filename)
    return filename[:-1] if filename.endswith(".pyc") else filename


class Filter(BaseFilter):
    """By file name pattern and line, of the innermost frame or of all."""

    def __init__(self, inclusive, filename_pattern, lineno=None, all_frames=False, domain=None):
        super().__init__(inclusive)
        self._filename_pattern = _normalize_filename(filename_pattern)
        self.lineno, self.all_frames, self.domain = lineno, all_frames, domain

    filename_pattern = property(attrgetter("_filename_pattern"))

    def _is_there(self, filename, lineno):
        import fnmatch
        if not fnmatch.fnmatch(_normalize_filename(filename), self._filename_pattern):
            return False
        return self.lineno is None or lineno == self.lineno

    def _match_frame(self, filename, lineno):
        return self._is_there(filename, lineno) ^ (not self.inclusive)

    def _match_traceback(self, frames):
        looked_at = frames if self.all_frames else frames[:1]
        return any(self._is_there(*frame) for frame in looked_at) ^ (not self.inclusive)

    def _match(self, trace):
        domain, _, frames, _ = trace
        matches = self._match_traceback(frames)
        if self.domain is None:
            return matches
        if self.inclusive:
            return matches and domain == self.domain
        return matches or domain != self.domain


class DomainFilter(BaseFilter):
    """By domain."""

    def __init__(self, inclusive, domain):
        super().__init__(inclusive)
        self._domain = domain

    domain = property(attrgetter("_domain"))

    def _match(self, trace):
        return (trace[0] == self._domain) ^ (not self.inclusive)


# ---- snapshots ----------------------------------------------------------------------------------


def _places(frames, key_type, cumulative):
    """The frames that a block counts for."""
    if key_type == "traceback":
        return [frames]
    looked_at = frames if cumulative else frames[:1]
    if key_type == "lineno":
        return [(frame,) for frame in looked_at]
    return [((filename, 0),) for filename, _ in looked_at]


class Snapshot:
    """All traced blocks as they were."""

    def __init__(self, traces, traceback_limit):
        self.traces = _Traces(traces)
        self.traceback_limit = traceback_limit

    def dump(self, filename):
        """Write it to a file."""
        import pickle
        with open(filename, "wb") as file:
            pickle.dump(self, file, pickle.HIGHEST_PROTOCOL)

    @staticmethod
    def load(filename):
        """Read one from a file."""
        import pickle
        with open(filename, "rb") as file:
            return pickle.load(file)

    def filter_traces(self, filters):
        """A snapshot of the traces that an inclusive filter takes (if there are any such) and no
        exclusive one refuses."""
        if not isinstance(filters, Iterable):
            raise TypeError("filters must be a list of filters, not %s" % type(filters).__name__)
        inclusive = [each for each in filters if each.inclusive]
        exclusive = [each for each in filters if not each.inclusive]
        kept = [trace for trace in self.traces._traces
                if (not inclusive or any(each._match(trace) for each in inclusive))
                and all(each._match(trace) for each in exclusive)]
        return Snapshot(kept, self.traceback_limit)

    def _group(self, key_type, cumulative):
        if key_type not in ("traceback", "filename", "lineno"):
            raise ValueError("unknown key_type: %r" % (key_type,))
        if cumulative and key_type == "traceback":
            raise ValueError("cumulative mode cannot by used with key type 'traceback'")
        statistics, tracebacks = {}, {}
        for _, size, frames, total in self.traces._traces:
            for place in _places(frames, key_type, cumulative):
                if place not in tracebacks:
                    traceback = tracebacks[place] = Traceback(
                        place, total if key_type == "traceback" else None)
                    statistics[traceback] = Statistic(traceback, 0, 0)
                statistic = statistics[tracebacks[place]]
                statistic.size += size
                statistic.count += 1
        return statistics

    def statistics(self, key_type, cumulative=False):
        """Statistics by 'lineno', 'filename' or 'traceback', the largest first."""
        statistics = list(self._group(key_type, cumulative).values())
        statistics.sort(reverse=True, key=Statistic._sort_key)
        return statistics

    def compare_to(self, old_snapshot, key_type, cumulative=False):
        """StatisticDiffs, the largest change first."""
        statistics = _difference(old_snapshot._group(key_type, cumulative),
                                 self._group(key_type, cumulative))
        statistics.sort(reverse=True, key=StatisticDiff._sort_key)
        return statistics


def take_snapshot():
    """A Snapshot of all traced blocks."""
    if not is_tracing():
        raise RuntimeError("the tracemalloc module must be tracing memory allocations to take a "
                           "snapshot")
    return Snapshot(_get_traces(), get_traceback_limit())
