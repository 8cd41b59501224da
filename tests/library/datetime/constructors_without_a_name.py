# The constructors of datetime are "function" in what they say of their arguments.
import datetime
import heapq
import time


def attempt(function, *args, **keywords):
    try:
        function(*args, **keywords)
    except (TypeError, ValueError, OverflowError) as error:
        print(f"{type(error).__name__}: {error}")


attempt(datetime.date, 2024)  # expect: TypeError: function missing required argument 'month' (pos 2)
attempt(datetime.date, 1, 2, 3, 4)  # expect: TypeError: function takes at most 3 arguments (4 given)
attempt(datetime.datetime)  # expect: TypeError: function missing required argument 'year' (pos 1)
attempt(datetime.datetime, *range(1, 10))
# expect: TypeError: function takes at most 8 positional arguments (9 given)
attempt(datetime.time, x=1)  # expect: TypeError: this function got an unexpected keyword argument 'x'
attempt(datetime.datetime.min.isoformat, "ab")
# expect: TypeError: isoformat() argument 1 must be a unicode character, not str

attempt(time.sleep, "1")  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(time.sleep, None)  # expect: TypeError: 'NoneType' object cannot be interpreted as an integer
attempt(time.sleep, 1e30)  # expect: OverflowError: timestamp out of range for platform time_t
attempt(time.sleep, 2**70)  # expect: OverflowError: timestamp too large to convert to C PyTime_t
attempt(heapq.heappush, 5, 1)  # expect: TypeError: heappush() argument 1 must be list, not int
attempt(heapq.heapify, None)  # expect: TypeError: heapify() argument must be list, not None
