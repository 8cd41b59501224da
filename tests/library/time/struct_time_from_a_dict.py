# The second argument of a struct sequence names hidden fields, no others.
import time

for hidden in {"tm_zone": "x"}, {"tm_zone": "x", "other": 1}, {"tm_year": 3}, None, {}:
    try:
        print(time.struct_time((1,) * 9, hidden).tm_zone)  # expect: x
    except TypeError as error:
        print(error)  # expect: time.struct_time() got duplicate or unexpected field name(s)
                      # expect: time.struct_time() got duplicate or unexpected field name(s)
                      # expect: time.struct_time() takes a dict as second arg, if any
                      # expect: None
try:
    time.struct_time((1,) * 11, {"tm_zone": "x"})
except TypeError as error:
    print(error)  # expect: time.struct_time() got duplicate or unexpected field name(s)
