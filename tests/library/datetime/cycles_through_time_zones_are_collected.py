# Moments and times of day that their own time zone refers to are found by the collector.
import datetime
import gc
import weakref


class Zone(datetime.tzinfo):
    def utcoffset(self, moment):
        return datetime.timedelta(hours=1)


class Moment(datetime.datetime):
    pass


def references():
    for make in (lambda zone: datetime.datetime(2000, 1, 1, tzinfo=zone),
                 lambda zone: datetime.time(1, 2, tzinfo=zone),
                 lambda zone: Moment(2000, 1, 1, tzinfo=zone).replace(hour=2)):
        zone = Zone()
        zone.made = make(zone)
        yield weakref.ref(zone)


found = list(references())
gc.collect()
print([reference() for reference in found])                       # expect: [None, None, None]
print(gc.is_tracked(datetime.datetime(2000, 1, 1)))               # expect: False
left = Zone()
left.made = datetime.datetime(2000, 1, 1, tzinfo=left)
