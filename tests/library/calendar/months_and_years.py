"""Months as text, matrices and pages; leap years; names."""
import calendar

print(calendar.month(2024, 2))
# expect:    February 2024
# expect: Mo Tu We Th Fr Sa Su
# expect:           1  2  3  4
# expect:  5  6  7  8  9 10 11
# expect: 12 13 14 15 16 17 18
# expect: 19 20 21 22 23 24 25
# expect: 26 27 28 29
# expect: 
print(calendar.TextCalendar(6).formatmonth(2025, 8, w=3, l=1))
# expect:         August 2025
# expect: Sun Mon Tue Wed Thu Fri Sat
# expect:                       1   2
# expect:   3   4   5   6   7   8   9
# expect:  10  11  12  13  14  15  16
# expect:  17  18  19  20  21  22  23
# expect:  24  25  26  27  28  29  30
# expect:  31
# expect: 
print(calendar.calendar(2023, m=4)[:200])
# expect:                                                2023
# expect: 
# expect:       January                   February                   March                     April
# expect: Mo Tu We Th Fr Sa Su      Mo Tu We Th Fr Sa Su      Mo T
print(calendar.monthcalendar(2024, 2)[0], calendar.monthrange(2023, 2), calendar.weekday(2024, 2, 29))  # expect: [0, 0, 0, 1, 2, 3, 4] (calendar.WEDNESDAY, 28) 3
print([y for y in range(1890, 1910) if calendar.isleap(y)], calendar.leapdays(1900, 2001))  # expect: [1892, 1896, 1904, 1908] 25
print(list(calendar.month_name)[:3], list(calendar.day_abbr), calendar.Month.MAY, repr(calendar.SUNDAY))  # expect: ['', 'January', 'February'] ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] 5 calendar.SUNDAY
print(calendar.HTMLCalendar().formatmonth(2024, 2)[:130])
# expect: <table border="0" cellpadding="0" cellspacing="0" class="month">
# expect: <tr><th colspan="7" class="month">February 2024</th></tr>
# expect: <tr><th
print(calendar.timegm((1970, 1, 2, 3, 4, 5)), list(calendar.Calendar(6).iterweekdays()))  # expect: 97445 [6, 0, 1, 2, 3, 4, 5]
print(list(calendar.Calendar().itermonthdays4(2024, 2))[:3])  # expect: [(2024, 1, 29, 0), (2024, 1, 30, 1), (2024, 1, 31, 2)]
for call in (lambda: calendar.monthrange(2024, 13), lambda: calendar.setfirstweekday(7)):
    try:
        call()
    except ValueError as error:
        print(type(error).__name__, error)
# expect: IllegalMonthError bad month number 13; must be 1-12
# expect: IllegalWeekdayError bad weekday number 7; must be 0 (Monday) to 6 (Sunday)
