"""Searching and inserting in sorted lists."""

try:
    from _bisect import bisect_right, bisect_left, insort_right, insort_left
except ImportError:
    from _pybisect import bisect_right, bisect_left, insort_right, insort_left

bisect = bisect_right
insort = insort_right
