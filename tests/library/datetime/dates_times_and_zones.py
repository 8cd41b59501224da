# options: -X utf8
# Fields, arithmetic, ISO texts both ways, comparison across zones, pickled state, errors.
from datetime import date, datetime, time, timedelta, timezone, tzinfo, UTC

d = date(2024, 2, 29)
print(repr(d), d, d.isocalendar(), d.toordinal(), d.weekday(), d.ctime(), d + timedelta(366))  # expect: datetime.date(2024, 2, 29) 2024-02-29 datetime.IsoCalendarDate(year=2024, week=9, weekday=4) 738945 3 Thu Feb 29 00:00:00 2024 2025-03-01
print(date.fromisoformat('2024W091'), date.fromisocalendar(2020, 53, 7), date.fromordinal(1))  # expect: 2024-02-26 2021-01-03 0001-01-01
print(d.replace(year=2020), d - date(2000, 1, 1), d.strftime('%d/%m/%y %j'), f'{d:%B}', d.__reduce__())  # expect: 2020-02-29 8825 days, 0:00:00 29/02/24 060 February (<class 'datetime.date'>, (b'\x07\xe8\x02\x1d',))

t = timedelta(days=-1, hours=2.5, microseconds=0.5)
print(repr(t), t, abs(t), t * 3, t / 2, t // timedelta(hours=1), t % timedelta(hours=7), divmod(-t, timedelta(hours=5)))  # expect: datetime.timedelta(days=-1, seconds=9000) -1 day, 2:30:00 21:30:00 -3 days, 7:30:00 -1 day, 13:15:00 -22 6:30:00 (4, datetime.timedelta(seconds=5400))
print(timedelta(microseconds=1.5), timedelta(0.1) * 0.3, timedelta(1) / timedelta(hours=5), timedelta(7) / 3, timedelta.max, t.total_seconds())  # expect: 0:00:00.000002 0:43:12 4.8 2 days, 8:00:00 999999999 days, 23:59:59.999999 -77400.0

zone = timezone(timedelta(hours=5, minutes=30), 'IST')
m = datetime(2024, 2, 29, 23, 59, 58, 123456, zone)
print(repr(m), m, m.astimezone(UTC), m.timestamp(), m.isoformat(' ', 'milliseconds'), m.strftime('%Y-%m-%dT%H:%M:%S.%f%z %Z %:z %%'))  # expect: datetime.datetime(2024, 2, 29, 23, 59, 58, 123456, tzinfo=datetime.timezone(datetime.timedelta(seconds=19800), 'IST')) 2024-02-29 23:59:58.123456+05:30 2024-02-29 18:29:58.123456+00:00 1709231398.123456 2024-02-29 23:59:58.123+05:30 2024-02-29T23:59:58.123456+0530 IST +05:30 %
print(m.timetuple()[:9], m.utctimetuple()[:6], m.date(), m.time(), m.timetz(), m.tzname(), m.dst())  # expect: (2024, 2, 29, 23, 59, 58, 3, 60, -1) (2024, 2, 29, 18, 29, 58) 2024-02-29 23:59:58.123456 23:59:58.123456+05:30 IST None
print(datetime.fromisoformat('2024-02-29 23:59:58,123456789+05:30'), datetime.fromisoformat('20240229T235958Z'), datetime.fromisoformat('2024-W09-4T12'))  # expect: 2024-02-29 23:59:58.123456+05:30 2024-02-29 23:59:58+00:00 2024-02-29 12:00:00
print(datetime(2024, 1, 1, tzinfo=UTC) == datetime(2024, 1, 1, 5, 30, tzinfo=zone), datetime(2024, 1, 1) == m, m - datetime(2024, 1, 1, tzinfo=UTC))  # expect: True False 59 days, 18:29:58.123456
print(datetime.fromtimestamp(1e9, UTC), datetime.fromtimestamp(-0.5, zone), datetime.combine(d, time(1, 2), zone), m.replace(fold=1).__reduce_ex__(4)[1][0])  # expect: 2001-09-09 01:46:40+00:00 1970-01-01 05:29:59.500000+05:30 2024-02-29 01:02:00+05:30 b'\x07\xe8\x82\x1d\x17;:\x01\xe2@'
print(repr(time(1, 2, 3, 4, UTC)), time(1, 2).isoformat('microseconds'), time.fromisoformat('T01:02:03.5-00:30'), time(12, tzinfo=UTC) < time(12, tzinfo=zone))  # expect: datetime.time(1, 2, 3, 4, tzinfo=datetime.timezone.utc) 01:02:00.000000 01:02:03.500000-00:30 False
print(repr(UTC), zone, repr(zone), timezone(-timedelta(hours=1, seconds=1)), timezone.min, hash(UTC) == hash(timedelta(0)))  # expect: datetime.timezone.utc IST datetime.timezone(datetime.timedelta(seconds=19800), 'IST') UTC-01:00:01 UTC-23:59 True


class Stamp(datetime):
    pass


print(type(Stamp(2020, 1, 1) + timedelta(1)).__name__, repr(Stamp(2020, 1, 1)), type(Stamp.now()).__name__)  # expect: Stamp Stamp(2020, 1, 1, 0, 0) Stamp


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(date, 2023, 2, 29))  # expect: ValueError: day is out of range for month
print(attempt(datetime, 2023, 1, 1, 24))  # expect: ValueError: hour must be in 0..23
print(attempt(time, 1, tzinfo=1))  # expect: TypeError: tzinfo argument must be None or of a tzinfo subclass, not type 'int'
print(attempt(timezone, timedelta(1)))  # expect: ValueError: offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not datetime.timedelta(days=1).
print(attempt(date.fromisoformat, '2023-1-1'))  # expect: ValueError: Invalid isoformat string: '2023-1-1'
print(attempt(datetime.fromisoformat, '2023-01-01T25:00'))  # expect: ValueError: hour must be in 0..23
print(attempt(lambda: datetime(2023, 1, 1) < m))  # expect: TypeError: can't compare offset-naive and offset-aware datetimes
print(attempt(lambda: date.max + timedelta(1)))  # expect: OverflowError: date value out of range
print(attempt(lambda: timedelta(10**9)))  # expect: OverflowError: days=1000000000; must have magnitude <= 999999999
print(attempt(lambda: d < m))  # expect: TypeError: '<' not supported between instances of 'datetime.date' and 'datetime.datetime'
print(attempt(tzinfo().utcoffset, None))  # expect: NotImplementedError: a tzinfo subclass must implement utcoffset()
print(attempt(m.isoformat, timespec='days'))  # expect: ValueError: Unknown timespec value
