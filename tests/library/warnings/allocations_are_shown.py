"""A warning about an object tells where it was made, or how to learn of that."""
import io
import sys
import tracemalloc
import warnings

shown = sys.stderr = io.StringIO()
warnings.simplefilter("always")
warnings.warn("no trace", ResourceWarning, source=object())
tracemalloc.start()
kept = object()
warnings.warn("traced", ResourceWarning, source=kept)
sys.stderr = sys.__stderr__
for line in shown.getvalue().replace(__file__, "here").splitlines():
    print(line)
# expect: here:9: ResourceWarning: no trace
# expect:   warnings.warn("no trace", ResourceWarning, source=object())
# expect: ResourceWarning: Enable tracemalloc to get the object allocation traceback
# expect: here:12: ResourceWarning: traced
# expect:   warnings.warn("traced", ResourceWarning, source=kept)
# expect: Object allocated at (most recent call last):
# expect:   File "here", lineno 11
# expect:     kept = object()
