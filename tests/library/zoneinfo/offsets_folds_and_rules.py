import io
import pickle
import zoneinfo
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

berlin = ZoneInfo("Europe/Berlin")
print(berlin, repr(berlin), berlin is ZoneInfo("Europe/Berlin"))  # expect: Europe/Berlin zoneinfo.ZoneInfo(key='Europe/Berlin') True
print(datetime(2020, 7, 1, tzinfo=berlin).isoformat())   # expect: 2020-07-01T00:00:00+02:00
print(datetime(2020, 1, 1, tzinfo=berlin).tzname())      # expect: CET
late = datetime(2020, 10, 25, 2, 30, tzinfo=berlin)
print(late.utcoffset(), late.replace(fold=1).utcoffset())  # expect: 2:00:00 1:00:00
for hours in 0, 1:
    local = (datetime(2020, 10, 25, 0, 30, tzinfo=UTC) + timedelta(hours=hours)).astimezone(berlin)
    print(local, local.fold)       # expect: 2020-10-25 02:30:00+02:00 0
                                   # expect: 2020-10-25 02:30:00+01:00 1
print(datetime(2199, 7, 1, tzinfo=berlin).dst())         # expect: 1:00:00
print(datetime(1800, 1, 1, tzinfo=berlin).utcoffset())   # expect: 0:53:28
print(datetime(2031, 1, 1, tzinfo=ZoneInfo("Australia/Sydney")).tzname())  # expect: AEDT
print(pickle.loads(pickle.dumps(berlin)) is berlin)      # expect: True
print(ZoneInfo.no_cache("Europe/Berlin") is berlin)      # expect: False
print("Asia/Tokyo" in zoneinfo.available_timezones())    # expect: True

for key in "No/Where", "../etc/passwd", "/etc/passwd", "Europe//Berlin":
    try:
        ZoneInfo(key)
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)
        # expect: ZoneInfoNotFoundError 'No time zone found with key No/Where'
        # expect: ValueError ZoneInfo keys must refer to subdirectories of TZPATH, got: ../etc/passwd
        # expect: ValueError ZoneInfo keys may not be absolute paths, got: /etc/passwd
        # expect: ValueError ZoneInfo keys must be normalized relative paths, got: Europe//Berlin
try:
    ZoneInfo.from_file(io.BytesIO(b"no zone"))
except ValueError as error:
    print(error)                                         # expect: Invalid TZif file: magic not found
