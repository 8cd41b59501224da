# Every kind of directive, defaults, what does not fit.
import time
from datetime import datetime

print(datetime.strptime('2024-02-29 23:59:58.123', '%Y-%m-%d %H:%M:%S.%f'))  # expect: 2024-02-29 23:59:58.123000
print(datetime.strptime('Thu Feb 29 2024 11:05 PM +0530', '%a %b %d %Y %I:%M %p %z'))  # expect: 2024-02-29 23:05:00+05:30
print(repr(datetime.strptime('1 March 69 UTC -01:00:30.5', '%d %B %y %Z %z')))  # expect: datetime.datetime(1969, 3, 1, 0, 0, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=82769, microseconds=500000), 'UTC'))
print(datetime.strptime('2024 060', '%Y %j'), datetime.strptime('2024-W09-4', '%G-W%V-%u'), datetime.strptime('2024 8 Mon', '%Y %W %a'))  # expect: 2024-02-29 00:00:00 2024-02-29 00:00:00 2024-02-19 00:00:00
print(datetime.strptime('Thu Feb 29 23:59:58 2024', '%c'), datetime.strptime('02/29/24', '%x'), datetime.strptime('10:11:12', '%X'))  # expect: 2024-02-29 23:59:58 2024-02-29 00:00:00 1900-01-01 10:11:12
print(time.strptime('30 Nov 00', '%d %b %y')[:9], time.strptime('100%', '%j%%').tm_yday)  # expect: (2000, 11, 30, 0, 0, 0, 3, 335, -1) 100


def attempt(*arguments):
    try:
        return datetime.strptime(*arguments)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt('2024', '%Y-%m'))  # expect: ValueError: time data '2024' does not match format '%Y-%m'
print(attempt('2024-01x', '%Y-%m'))  # expect: ValueError: unconverted data remains: x
print(attempt('2024', '%Q'))  # expect: ValueError: 'Q' is a bad directive in format '%Q'
print(attempt('2024', '%'))  # expect: ValueError: stray % in format '%'
print(attempt('2024 02 30', '%Y %m %d'))  # expect: ValueError: day is out of range for month
print(attempt('2024', '%G'))  # expect: ValueError: ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive ('%A', '%a', '%w', or '%u').
print(attempt('01', '%V'))  # expect: ValueError: ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive ('%A', '%a', '%w', or '%u').
