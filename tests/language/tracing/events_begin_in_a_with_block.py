# What starts monitoring in __enter__ sees the first call of the block.
import sys

monitoring = sys.monitoring


def called(code, offset, function, first):
    seen.append(function.__name__)


class Watch:
    def __enter__(self):
        monitoring.use_tool_id(3, "watch")
        monitoring.register_callback(3, monitoring.events.CALL, called)
        monitoring.set_events(3, monitoring.events.CALL)

    def __exit__(self, *exception):
        monitoring.set_events(3, 0)
        monitoring.free_tool_id(3)


seen = []
with Watch():
    abs(1)
    len([])
print(seen[:2])  # expect: ['abs', 'len']
