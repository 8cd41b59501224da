# preload: datetime, _strptime
import datetime as dt, pickle, copy, _locale
moment = dt.datetime(2024, 2, 29, 23, 59, 58, 7, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30), "IST"))
print(moment, repr(moment), moment.isoformat(timespec="milliseconds"), moment.utctimetuple()[:6], moment.strftime("%A %j %z %Z"), moment.astimezone(dt.timezone.utc))
print(dt.datetime.fromisoformat("2020-01-02T03:04:05.000006+01:00") - moment, dt.date.fromisocalendar(2021, 53 - 1, 3), dt.date(2000, 1, 1).isocalendar(), dt.time(1, 2, 3).replace(hour=5))
print(dt.timedelta(days=1.5, weeks=-1) / 7, dt.timedelta(1) // dt.timedelta(hours=5), abs(dt.timedelta(-3)), dt.timedelta(seconds=1e5).total_seconds(), divmod(dt.timedelta(5), dt.timedelta(2)))
print(dt.datetime.strptime("3 Mar 1999 12:30", "%d %b %Y %H:%M"), dt.date.fromtimestamp(0).year, sorted([dt.date(2, 1, 1), dt.date.min])[0], hash(dt.time(0)) == hash(dt.time(0)))
print(copy.copy(moment) == moment, pickle.loads(pickle.dumps(moment)) == moment, pickle.loads(pickle.dumps(dt.timedelta(3))), _locale.localeconv()["decimal_point"])
class Zone(dt.tzinfo):
    def utcoffset(self, when): return dt.timedelta(hours=2)
    def dst(self, when): return dt.timedelta(0)
    def tzname(self, when): return "made"
made = Zone(); print(dt.datetime(2000, 1, 1, tzinfo=made).tzname(), dt.datetime(2000, 1, 1, tzinfo=made).timestamp(), made.fromutc(dt.datetime(2000, 1, 1, tzinfo=made)))
try:
    dt.date(2023, 2, 29)
except ValueError as error:
    print(error)
