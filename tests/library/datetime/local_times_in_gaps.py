# A local time that the clocks skip is taken for before the transition, with fold=1 for after it;
# what a blocked or repeated import of _datetime gives.
import os
import sys
import time
from datetime import date, datetime, timedelta, timezone

os.environ["TZ"] = "EST5EDT,M3.2.0,M11.1.0"
time.tzset()
gap = datetime(2024, 3, 10, 2, 30)
print(gap.astimezone(timezone.utc), gap.astimezone())  # expect: 2024-03-10 07:30:00+00:00 2024-03-10 03:30:00-04:00
print(gap.replace(fold=1).astimezone(timezone.utc))  # expect: 2024-03-10 06:30:00+00:00
print(gap.timestamp(), gap.replace(fold=1).timestamp())  # expect: 1710055800.0 1710052200.0
twice = datetime(2024, 11, 3, 1, 30)
print(twice.astimezone(), twice.replace(fold=1).astimezone())  # expect: 2024-11-03 01:30:00-04:00 2024-11-03 01:30:00-05:00

for _ in range(3):
    del sys.modules["_datetime"]
    import _datetime
    print(_datetime.date.max > _datetime.date.min, timezone.max)  # expect: True UTC+23:59
                                                                  # expect: True UTC+23:59
                                                                  # expect: True UTC+23:59


class Ratio(float):
    def as_integer_ratio(self):
        return self.ratio


def attempt(ratio):
    factor = Ratio()
    factor.ratio = ratio
    try:
        return timedelta(1) * factor
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(attempt((1, 2)))  # expect: 12:00:00
print(attempt(5))  # expect: TypeError: unexpected return type from as_integer_ratio(): expected tuple, got 'int'
print(attempt((1,)))  # expect: ValueError: as_integer_ratio() must return a 2-tuple

sys.modules["_datetime"] = None
del sys.modules["datetime"]
import datetime as again

print(again.date(2024, 1, 1), sys.modules["_datetime"])  # expect: 2024-01-01 None
