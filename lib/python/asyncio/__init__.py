"""Concurrency by coroutines: tasks in an event loop, what they wait for, streams, processes."""

from .exceptions import *
from .events import *
from .coroutines import *
from .futures import *
from .tasks import *
from .taskgroups import *
from .timeouts import *
from .locks import *
from .queues import *
from .protocols import *
from .transports import *
from .base_events import *
from .unix_events import *
from .runners import *
from .streams import *
from .subprocess import *
from .threads import *

__all__ = sum((module.__all__ for module in (
    exceptions, events, coroutines, futures, tasks, taskgroups, timeouts, locks, queues, protocols,
    transports, base_events, unix_events, runners, streams, subprocess, threads)), ())
