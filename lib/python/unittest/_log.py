"""The contexts of assertLogs() and assertNoLogs()."""

import collections
import logging

from ._contexts import _BaseTestCaseContext

_LoggingWatcher = collections.namedtuple("_LoggingWatcher", "records output")


class _CapturingHandler(logging.Handler):
    """Keeps what is logged, as records and as text."""

    def __init__(self, level, format):
        super().__init__(level)
        self.setFormatter(logging.Formatter(format))
        self.watcher = _LoggingWatcher([], [])

    def flush(self):
        pass

    def emit(self, record):
        records, output = self.watcher
        records.append(record)
        output.append(self.format(record))


class _AssertLogsContext(_BaseTestCaseContext):
    """Expects that something is logged, or that nothing is."""

    LOGGING_FORMAT = "%(levelname)s:%(name)s:%(message)s"

    def __init__(self, test_case, logger_name, level, no_logs):
        super().__init__(test_case)
        self.logger_name = logger_name
        self.level = logging._nameToLevel.get(level, level) if level else logging.INFO
        self.no_logs = no_logs

    def __enter__(self):
        logger = self.logger_name
        if not isinstance(logger, logging.Logger):
            logger = logging.getLogger(logger)
        handler = _CapturingHandler(self.level, self.LOGGING_FORMAT)
        self.logger, self.watcher = logger, handler.watcher
        self._before = logger.handlers, logger.propagate, logger.level
        self._configure([handler], False, self.level)
        return None if self.no_logs else self.watcher

    def _configure(self, handlers, propagate, level):
        self.logger.handlers = handlers
        self.logger.propagate = propagate
        self.logger.setLevel(level)

    def __exit__(self, exc_type, exc_value, tb):
        self._configure(*self._before)
        if exc_type is not None:
            return
        if self.no_logs and self.watcher.records:
            self._raiseFailure(f"Unexpected logs found: {self.watcher.output!r}")
        if not self.no_logs and not self.watcher.records:
            self._raiseFailure(f"no logs of level {logging.getLevelName(self.level)} or higher "
                               f"triggered on {self.logger.name}")
