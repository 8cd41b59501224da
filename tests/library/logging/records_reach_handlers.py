# Levels, formats, propagation, filters, dictConfig.
import io
import logging
import logging.config
import logging.handlers

stream = io.StringIO()
logging.basicConfig(stream=stream, format="%(levelname)s:%(name)s:%(funcName)s:%(message)s", level=logging.INFO)
log = logging.getLogger("a.b")


def work():
    log.debug("hidden")
    log.info("n=%d", 3)
    log.warning("%(x)s", {"x": "y"})
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("failed")


work()
text = stream.getvalue()
print([line for line in text.splitlines() if not line.startswith((" ", "Traceback"))])  # expect: ['INFO:a.b:work:n=3', 'WARNING:a.b:work:y', 'ERROR:a.b:work:failed', 'ZeroDivisionError: division by zero']
print(log, log.parent, log.getEffectiveLevel(), logging.getLevelName(25), logging.getLogger("a"))  # expect: <Logger a.b (INFO)> <RootLogger root (INFO)> 20 Level 25 <Logger a (INFO)>
memory = logging.handlers.MemoryHandler(10)
log.addHandler(memory)
log.propagate = False
log.addFilter(lambda record: "no" not in record.getMessage())
log.error("yes")
log.error("no")
print([r.getMessage() for r in memory.buffer], memory)  # expect: ['yes'] <MemoryHandler (NOTSET)>
print(logging.Formatter("{message:>5}|", style="{").format(memory.buffer[0]), logging.Formatter("$message", style="$").format(memory.buffer[0]))  # expect:   yes| yes
out = io.StringIO()
logging.config.dictConfig({"version": 1, "formatters": {"f": {"format": "<%(message)s>"}},
                           "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "f", "stream": out}},
                           "loggers": {"c": {"handlers": ["h"], "level": "DEBUG"}}})
logging.getLogger("c").debug("configured")
print(out.getvalue())  # expect: <configured>
                       # expect: 
for bad in (lambda: logging.Formatter("x"), lambda: logging.Formatter("%(x)s", style="!"), lambda: log.setLevel("LOUD"),
            lambda: logging.config.dictConfig({}), lambda: logging.getLogger(3)):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)  # expect: ValueError Invalid format 'x' for '%' style
                                            # expect: ValueError Style must be one of: %,{,$
                                            # expect: ValueError Unknown level: 'LOUD'
                                            # expect: ValueError dictionary doesn't specify a version
                                            # expect: TypeError A logger name must be a string
adapter = logging.LoggerAdapter(log, {"user": "u"})
print(adapter.process("m", {}), adapter)  # expect: ('m', {'extra': {'user': 'u'}}) <LoggerAdapter a.b (INFO)>
