"""More handlers for logging: files that are rotated, sockets, syslog, mail, web servers, buffers
and queues."""

import copy
import io
import logging
import os
import queue
import re
import socket
import struct
import threading
import time

DEFAULT_TCP_LOGGING_PORT = 9020
DEFAULT_UDP_LOGGING_PORT = 9021
DEFAULT_HTTP_LOGGING_PORT = 9022
DEFAULT_SOAP_LOGGING_PORT = 9023
SYSLOG_UDP_PORT = SYSLOG_TCP_PORT = 514
_MIDNIGHT = 24 * 60 * 60


# ---- files ---------------------------------------------------------------------------------------

def _text_encoding(encoding, mode):
    return encoding if "b" in mode else io.text_encoding(encoding)


def _remove_if_there(filename):
    if os.path.exists(filename):
        os.remove(filename)


class BaseRotatingHandler(logging.FileHandler):
    """Writes to a file that now and then is given another name, for a new one to take its place.

    Subclasses say when and how. namer(NAME) may be a function that changes the new name,
    rotator(SOURCE, DESTINATION) one that renames.
    """

    namer = rotator = None

    def emit(self, record):
        try:
            if self.shouldRollover(record):
                self.doRollover()
            super().emit(record)
        except Exception:
            self.handleError(record)

    def rotation_filename(self, default_name):
        """The name a file gets."""
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        """Gives a file another name."""
        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)

    def _put_away(self, dest):
        """Closes the file and gives it its new name."""
        if self.stream:
            self.stream.close()
            self.stream = None
        self.rotate(self.baseFilename, dest)

    def _begin_new(self):
        if not self.delay:
            self.stream = self._open()

    def _is_special(self):
        # /dev/null and its like are never rotated
        return os.path.exists(self.baseFilename) and not os.path.isfile(self.baseFilename)


class RotatingFileHandler(BaseRotatingHandler):
    """Begins a new file when one has maxBytes, and keeps backupCount old ones: NAME.1, NAME.2..."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False,
                 errors=None):
        if maxBytes > 0:
            mode = "a"  # a file that is emptied at each start would never be full
        super().__init__(filename, mode, encoding=_text_encoding(encoding, mode), delay=delay,
                         errors=errors)
        self.maxBytes, self.backupCount = maxBytes, backupCount

    def shouldRollover(self, record):
        """Whether the record would make the file too long."""
        if self.stream is None:
            self.stream = self._open()
        if self.maxBytes <= 0:
            return False
        try:
            position = self.stream.tell()
        except io.UnsupportedOperation:
            return False
        # a record longer than the limit has a file of its own
        if not position or position + len(self.format(record)) + 1 < self.maxBytes:
            return False
        return not self._is_special()

    def doRollover(self):
        """Moves each file one number up."""
        if self.backupCount <= 0:
            if self.stream:
                self.stream.close()
                self.stream = None
            return self._begin_new()
        names = [self.rotation_filename(f"{self.baseFilename}.{number}")
                 for number in range(1, self.backupCount + 1)]
        for older, newer in zip(reversed(names[1:]), reversed(names[:-1])):
            if os.path.exists(newer):
                _remove_if_there(older)
                os.rename(newer, older)
        _remove_if_there(names[0])
        self._put_away(names[0])
        self._begin_new()


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Begins a new file when a time is over: when="S", "M", "H", "D", "midnight" or "W0" to "W6".

    The old ones have the time at the end of their names; with backupCount, that many are kept.
    """

    _UNITS = {  # when: (seconds, what the file's name gets)
        "S": (1, "%Y-%m-%d_%H-%M-%S"),
        "M": (60, "%Y-%m-%d_%H-%M"),
        "H": (60 * 60, "%Y-%m-%d_%H"),
        "D": (_MIDNIGHT, "%Y-%m-%d"),
        "W": (_MIDNIGHT * 7, "%Y-%m-%d"),
    }

    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False,
                 utc=False, atTime=None, errors=None):
        super().__init__(filename, "a", encoding=io.text_encoding(encoding), delay=delay,
                         errors=errors)
        self.when = when.upper()
        self.backupCount, self.utc, self.atTime = backupCount, utc, atTime
        seconds, self.suffix = self._UNITS[self._unit()]
        self.interval = seconds * interval
        digits = self.suffix.replace("%Y", r"\d{4}")
        self.extMatch = re.compile(rf"(?<!\d){re.sub('%[a-zA-Z]', r'\\d{2}', digits)}(?!\d)",
                                   re.ASCII)
        try:
            begun = os.stat(self.baseFilename).st_mtime
        except FileNotFoundError:
            begun = time.time()
        self.rolloverAt = self.computeRollover(int(begun))

    def _unit(self):
        if self.when == "MIDNIGHT":
            return "D"
        if self.when.startswith("W"):
            if len(self.when) != 2:
                raise ValueError("You must specify a day for weekly rollover from 0 to 6 "
                                 f"(0 is Monday): {self.when}")
            if self.when[1] not in "0123456":
                raise ValueError(f"Invalid day specified for weekly rollover: {self.when}")
            self.dayOfWeek = int(self.when[1])
            return "W"
        if self.when not in self._UNITS:
            raise ValueError(f"Invalid rollover interval specified: {self.when}")
        return self.when

    def computeRollover(self, currentTime):
        """The time at which the file that is begun at currentTime will be over."""
        weekly = self.when.startswith("W")
        if not weekly and self.when != "MIDNIGHT":
            return currentTime + self.interval
        now = (time.gmtime if self.utc else time.localtime)(currentTime)
        at = self.atTime
        second_of_day = _MIDNIGHT if at is None else (at.hour * 60 + at.minute) * 60 + at.second
        wait = second_of_day - ((now.tm_hour * 60 + now.tm_min) * 60 + now.tm_sec)
        day = now.tm_wday
        if wait <= 0:
            # the time of today is over
            wait += _MIDNIGHT
            day += 1
        period = _MIDNIGHT
        if weekly:
            wait += (self.dayOfWeek - day) % 7 * _MIDNIGHT
            period *= 7
        result = currentTime + wait + self.interval - period
        if self.utc or now.tm_isdst == time.localtime(result).tm_isdst:
            return result
        if now.tm_isdst:
            return result + 3600
        # the clock goes forward meanwhile: an hour less, unless that is too early
        return result - 3600 if time.localtime(result - 3600).tm_isdst else result

    def shouldRollover(self, record):
        """Whether the time is over; the record does not matter."""
        now = int(time.time())
        if now < self.rolloverAt:
            return False
        if self._is_special():
            self.rolloverAt = self.computeRollover(now)
            return False
        return True

    def getFilesToDelete(self):
        """The oldest files beyond backupCount."""
        folder, base = os.path.split(self.baseFilename)
        found = sorted(os.path.join(folder, name) for name in os.listdir(folder)
                       if self._is_own(name, base + "."))
        return found[:max(len(found) - self.backupCount, 0)]

    def _is_own(self, name, prefix):
        """Whether an old file of this handler has that name."""
        if self.namer is None:
            return (name.startswith(prefix)
                    and self.extMatch.fullmatch(name, len(prefix)) is not None)
        # the time may stand anywhere in the name
        match = self.extMatch.search(name)
        while match:
            if os.path.basename(self.namer(f"{self.baseFilename}.{match[0]}")) == name:
                return True
            match = self.extMatch.search(name, match.start() + 1)
        return False

    def doRollover(self):
        """Renames the file by the time it was begun at, deletes the oldest."""
        now = int(time.time())
        begun = self.rolloverAt - self.interval
        if self.utc:
            begun_at = time.gmtime(begun)
        else:
            begun_at = time.localtime(begun)
            now_summer = time.localtime(now).tm_isdst
            if now_summer != begun_at.tm_isdst:
                begun_at = time.localtime(begun + (3600 if now_summer else -3600))
        stamp = time.strftime(self.suffix, begun_at)
        dest = self.rotation_filename(f"{self.baseFilename}.{stamp}")
        if os.path.exists(dest):
            return  # already rolled over
        self._put_away(dest)
        if self.backupCount > 0:
            for filename in self.getFilesToDelete():
                os.remove(filename)
        self._begin_new()
        self.rolloverAt = self.computeRollover(now)


class WatchedFileHandler(logging.FileHandler):
    """Opens its file again when another program has moved it away, as logrotate does."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        super().__init__(filename, mode=mode, encoding=_text_encoding(encoding, mode),
                         delay=delay, errors=errors)
        self.dev = self.ino = -1
        self._statstream()

    def _statstream(self):
        if self.stream is not None:
            status = os.fstat(self.stream.fileno())
            self.dev, self.ino = status.st_dev, status.st_ino

    def reopenIfNeeded(self):
        if self.stream is None:
            return
        try:
            status = os.stat(self.baseFilename)
            if (status.st_dev, status.st_ino) == (self.dev, self.ino):
                return
        except FileNotFoundError:
            pass
        stream, self.stream = self.stream, None  # it stays closed if opening fails
        try:
            stream.flush()
        finally:
            stream.close()
        self.stream = self._open()
        self._statstream()

    def emit(self, record):
        self.reopenIfNeeded()
        super().emit(record)


# ---- sockets -------------------------------------------------------------------------------------

def _new_socket(family, kind, proto=0, *, connect_to=None, timeout=None):
    made = socket.socket(family, kind, proto)
    try:
        if timeout is not None:
            made.settimeout(timeout)
        if connect_to is not None:
            made.connect(connect_to)
    except OSError:
        made.close()
        raise
    return made


def _close_socket(handler, attribute):
    """close() of a handler that has a socket in an attribute."""
    with handler.lock:
        sock = getattr(handler, attribute)
        if sock:
            setattr(handler, attribute, None)
            sock.close()
        logging.Handler.close(handler)


class SocketHandler(logging.Handler):
    """Sends pickled records through a TCP socket (a Unix socket if port is None).

    What is sent is the dictionary of a record's attributes, for logging.makeLogRecord(). The
    socket stays open; after an error it is tried again later, with longer and longer waits.
    """

    def __init__(self, host, port):
        super().__init__()
        self.host, self.port = host, port
        self.address = host if port is None else (host, port)
        self.sock = self.retryTime = None
        self.closeOnError = False
        # seconds to wait before it is tried again
        self.retryStart, self.retryMax, self.retryFactor = 1.0, 30.0, 2.0

    def makeSocket(self, timeout=1):
        """A connected socket; for subclasses to change."""
        if self.port is None:
            return _new_socket(socket.AF_UNIX, socket.SOCK_STREAM, connect_to=self.address,
                               timeout=timeout)
        return socket.create_connection(self.address, timeout=timeout)

    def createSocket(self):
        """Tries to connect, unless it is too early to try again."""
        now = time.time()
        waiting = self.retryTime is not None
        if waiting and now < self.retryTime:
            return
        try:
            self.sock = self.makeSocket()
            self.retryTime = None
        except OSError:
            self.retryPeriod = (min(self.retryPeriod * self.retryFactor, self.retryMax)
                                if waiting else self.retryStart)
            self.retryTime = now + self.retryPeriod

    def send(self, s):
        """Sends bytes; what cannot be sent is lost."""
        if self.sock is None:
            self.createSocket()
        if self.sock:
            try:
                self.sock.sendall(s)
            except OSError:
                self._drop()

    def _drop(self):
        sock, self.sock = self.sock, None
        sock.close()

    def makePickle(self, record):
        """The pickled attributes of a record, after their length in four bytes."""
        import pickle
        if record.exc_info:
            self.format(record)  # leaves the text in exc_text
        attributes = {**vars(record), "msg": record.getMessage(), "args": None, "exc_info": None}
        attributes.pop("message", None)
        data = pickle.dumps(attributes, 1)
        return struct.pack(">L", len(data)) + data

    def emit(self, record):
        try:
            self.send(self.makePickle(record))
        except Exception:
            self.handleError(record)

    def handleError(self, record):
        """Closes the socket if closeOnError says so; a new one is made for the next record."""
        if self.closeOnError and self.sock:
            self._drop()
        else:
            super().handleError(record)

    def close(self):
        _close_socket(self, "sock")


class DatagramHandler(SocketHandler):
    """Sends pickled records through a datagram socket."""

    def makeSocket(self):
        return _new_socket(socket.AF_UNIX if self.port is None else socket.AF_INET,
                           socket.SOCK_DGRAM)

    def send(self, s):
        if self.sock is None:
            self.createSocket()
        self.sock.sendto(s, self.address)


class SysLogHandler(logging.Handler):
    """Sends records to a syslog server: (host, port), or the path of a Unix socket."""

    LOG_EMERG, LOG_ALERT, LOG_CRIT, LOG_ERR, LOG_WARNING, LOG_NOTICE, LOG_INFO, LOG_DEBUG = range(8)
    (LOG_KERN, LOG_USER, LOG_MAIL, LOG_DAEMON, LOG_AUTH, LOG_SYSLOG, LOG_LPR, LOG_NEWS, LOG_UUCP,
     LOG_CRON, LOG_AUTHPRIV, LOG_FTP, LOG_NTP, LOG_SECURITY, LOG_CONSOLE, LOG_SOLCRON) = range(16)
    (LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2, LOG_LOCAL3, LOG_LOCAL4, LOG_LOCAL5, LOG_LOCAL6,
     LOG_LOCAL7) = range(16, 24)

    priority_names = {
        "alert": LOG_ALERT, "crit": LOG_CRIT, "critical": LOG_CRIT, "debug": LOG_DEBUG,
        "emerg": LOG_EMERG, "err": LOG_ERR, "error": LOG_ERR, "info": LOG_INFO,
        "notice": LOG_NOTICE, "panic": LOG_EMERG, "warn": LOG_WARNING, "warning": LOG_WARNING}
    facility_names = {
        "auth": LOG_AUTH, "authpriv": LOG_AUTHPRIV, "console": LOG_CONSOLE, "cron": LOG_CRON,
        "daemon": LOG_DAEMON, "ftp": LOG_FTP, "kern": LOG_KERN, "lpr": LOG_LPR, "mail": LOG_MAIL,
        "news": LOG_NEWS, "ntp": LOG_NTP, "security": LOG_SECURITY, "solaris-cron": LOG_SOLCRON,
        "syslog": LOG_SYSLOG, "user": LOG_USER, "uucp": LOG_UUCP, "local0": LOG_LOCAL0,
        "local1": LOG_LOCAL1, "local2": LOG_LOCAL2, "local3": LOG_LOCAL3, "local4": LOG_LOCAL4,
        "local5": LOG_LOCAL5, "local6": LOG_LOCAL6, "local7": LOG_LOCAL7}
    priority_map = {"DEBUG": "debug", "INFO": "info", "WARNING": "warning", "ERROR": "error",
                    "CRITICAL": "critical"}

    ident = ""          # what every message begins with
    append_nul = True   # old servers want a NUL at the end

    def __init__(self, address=("localhost", SYSLOG_UDP_PORT), facility=LOG_USER, socktype=None):
        super().__init__()
        self.address, self.facility, self.socktype = address, facility, socktype
        self.socket = None
        self.createSocket()

    def createSocket(self):
        """Makes the socket. A Unix socket nobody listens at is tried again with each record."""
        self.unixsocket = isinstance(self.address, str)
        if not self.unixsocket:
            return self._connect_internet(*self.address)
        try:
            self._connect_unixsocket(self.address)
        except OSError:
            pass

    def _connect_unixsocket(self, address):
        kinds = [self.socktype]
        if self.socktype is None:
            kinds = [socket.SOCK_DGRAM, socket.SOCK_STREAM]
        self._use_first((socket.AF_UNIX, kind, 0, address) for kind in kinds)

    def _connect_internet(self, host, port):
        kind = socket.SOCK_DGRAM if self.socktype is None else self.socktype
        infos = socket.getaddrinfo(host, port, 0, kind)
        if not infos:
            raise OSError("getaddrinfo returns an empty list")
        self._use_first((family, kind, proto, address if kind == socket.SOCK_STREAM else None)
                        for family, kind, proto, _, address in infos)

    def _use_first(self, choices):
        """Takes the first socket that can be made; the error of the last if none can."""
        error = None
        for family, kind, proto, address in choices:
            try:
                self.socket = _new_socket(family, kind, proto, connect_to=address)
                self.socktype = kind
                return
            except OSError as exc:
                error = exc
        raise error

    def encodePriority(self, facility, priority):
        """The number of a facility and a priority, which are given as numbers or names."""
        facility = self.facility_names[facility] if isinstance(facility, str) else facility
        priority = self.priority_names[priority] if isinstance(priority, str) else priority
        return facility << 3 | priority

    def mapPriority(self, levelName):
        """The name of the priority of a level."""
        return self.priority_map.get(levelName, "warning")

    def emit(self, record):
        """Sends a record; its exception is not sent."""
        try:
            priority = self.encodePriority(self.facility, self.mapPriority(record.levelname))
            text = f"{self.ident or ''}{self.format(record)}" + ("\0" if self.append_nul else "")
            self._send(f"<{priority}>{text}".encode())
        except Exception:
            self.handleError(record)

    def _send(self, data):
        if not self.socket:
            self.createSocket()
        if self.unixsocket:
            self._send_unix(data)
        elif self.socktype == socket.SOCK_DGRAM:
            self.socket.sendto(data, self.address)
        else:
            self.socket.sendall(data)

    def _send_unix(self, data):
        if self.socket:
            try:
                self.socket.send(data)
                return
            except OSError:
                self.socket.close()
        self._connect_unixsocket(self.address)
        self.socket.send(data)

    def close(self):
        _close_socket(self, "socket")


# ---- mail and web --------------------------------------------------------------------------------

def _pair(value):
    return value if isinstance(value, (list, tuple)) else (value, None)


class SMTPHandler(logging.Handler):
    """Sends each record as a mail; credentials are (user, password), `secure` for starttls()."""

    def __init__(self, mailhost, fromaddr, toaddrs, subject, credentials=None, secure=None,
                 timeout=5.0):
        super().__init__()
        self.mailhost, self.mailport = _pair(mailhost)
        self.username = None
        if isinstance(credentials, (list, tuple)):
            self.username, self.password = credentials
        self.toaddrs = [toaddrs] if isinstance(toaddrs, str) else toaddrs
        self.fromaddr, self.subject = fromaddr, subject
        self.secure, self.timeout = secure, timeout

    def getSubject(self, record):
        """The subject of a record's mail; for subclasses to change."""
        return self.subject

    def emit(self, record):
        try:
            import smtplib
            smtp = smtplib.SMTP(self.mailhost, self.mailport or smtplib.SMTP_PORT,
                                timeout=self.timeout)
            message = self._message(record)
            if self.username:
                if self.secure is not None:
                    self._start_tls(smtp)
                smtp.login(self.username, self.password)
            smtp.send_message(message)
            smtp.quit()
        except Exception:
            self.handleError(record)

    def _message(self, record):
        from email.message import EmailMessage
        from email.utils import localtime
        message = EmailMessage()
        headers = {"From": self.fromaddr, "To": ",".join(self.toaddrs),
                   "Subject": self.getSubject(record), "Date": localtime()}
        for header, value in headers.items():
            message[header] = value
        message.set_content(self.format(record))
        return message

    def _start_tls(self, smtp):
        import ssl
        keyfile, certfile = (*self.secure, None, None)[:2]
        smtp.ehlo()
        smtp.starttls(context=ssl._create_stdlib_context(certfile=certfile, keyfile=keyfile))
        smtp.ehlo()


class HTTPHandler(logging.Handler):
    """Sends each record's attributes to a web server, as a form."""

    def __init__(self, host, url, method="GET", secure=False, credentials=None, context=None):
        super().__init__()
        self.method = method.upper()
        if self.method not in ("GET", "POST"):
            raise ValueError("method must be GET or POST")
        if context is not None and not secure:
            raise ValueError("context parameter only makes sense with secure=True")
        self.host, self.url = host, url
        self.secure, self.credentials, self.context = secure, credentials, context

    def mapLogRecord(self, record):
        """The fields of the form; for subclasses to change."""
        return vars(record)

    def getConnection(self, host, secure):
        """A connection; for subclasses to change."""
        import http.client
        if secure:      # there is no such class without ssl
            return http.client.HTTPSConnection(host, context=self.context)
        return http.client.HTTPConnection(host)

    def emit(self, record):
        try:
            from urllib.parse import urlencode
            connection = self.getConnection(self.host, self.secure)
            data = urlencode(self.mapLogRecord(record))
            url, headers, body = self.url, {}, None
            if self.method == "GET":
                url += ("&" if "?" in url else "?") + data
            else:
                body = data.encode()
                headers = {"Content-type": "application/x-www-form-urlencoded",
                           "Content-length": str(len(body))}
            if self.credentials:
                import base64
                user = base64.b64encode(b"%b:%b" % tuple(map(str.encode, self.credentials)))
                headers["Authorization"] = f"Basic {user.decode()}"
            connection.putrequest(self.method, url)
            for header, value in headers.items():
                connection.putheader(header, value)
            connection.endheaders()
            if body is not None:
                connection.send(body)
            connection.getresponse()
        except Exception:
            self.handleError(record)


# ---- buffers and queues --------------------------------------------------------------------------

class BufferingHandler(logging.Handler):
    """Keeps records in a list until there are `capacity` of them."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity, self.buffer = capacity, []

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def shouldFlush(self, record):
        """Whether the buffer is full."""
        return len(self.buffer) >= self.capacity

    def flush(self):
        """Empties the buffer; subclasses do something with the records first."""
        with self.lock:
            self.buffer.clear()

    def close(self):
        try:
            self.flush()
        finally:
            logging.Handler.close(self)


class MemoryHandler(BufferingHandler):
    """Keeps records until there are many of them or an important one, then hands them on."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        super().__init__(capacity)
        self.flushLevel, self.target, self.flushOnClose = flushLevel, target, flushOnClose

    def flush(self):
        """Hands the records on; they stay as long as there is no target."""
        with self.lock:
            if self.target:
                for record in self.buffer:
                    self.target.handle(record)
                self.buffer.clear()

    def setTarget(self, target):
        """Hands records on to that handler."""
        with self.lock:
            self.target = target

    def shouldFlush(self, record):
        """Whether the buffer is full or the record important."""
        return super().shouldFlush(record) or record.levelno >= self.flushLevel

    def close(self):
        try:
            if self.flushOnClose:
                self.flush()
        finally:
            with self.lock:
                self.target = None
                super().close()


class QueueHandler(logging.Handler):
    """Puts records into a queue, for another thread or process to handle."""

    def __init__(self, queue):
        super().__init__()
        self.queue, self.listener = queue, None

    def emit(self, record):
        try:
            self.enqueue(self.prepare(record))
        except Exception:
            self.handleError(record)

    def prepare(self, record):
        """A copy of the record that can be pickled: its text, without arguments and exception."""
        text = self.format(record)
        prepared = copy.copy(record)  # other handlers see the record as it was
        prepared.msg = prepared.message = text
        prepared.args = prepared.exc_info = prepared.exc_text = prepared.stack_info = None
        return prepared

    def enqueue(self, record):
        """Puts a record into the queue at once; for subclasses to change."""
        self.queue.put_nowait(record)


class QueueListener:
    """A thread that takes records from a queue and hands them to handlers."""

    _sentinel = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue, self.handlers = queue, handlers
        self.respect_handler_level = respect_handler_level
        self._thread = None

    def start(self):
        self._thread = threading.Thread(target=self._monitor, daemon=True)
        self._thread.start()

    def stop(self):
        """Waits until the records in the queue are handled and ends the thread."""
        if self._thread:
            self.enqueue_sentinel()
            self._thread.join()
            self._thread = None

    def enqueue_sentinel(self):
        """Puts into the queue what ends the thread."""
        self.queue.put_nowait(self._sentinel)

    def dequeue(self, block):
        return self.queue.get(block)

    def _monitor(self):
        task_done = getattr(self.queue, "task_done", None)
        more = True
        while more:
            try:
                record = self.dequeue(True)
                more = record is not self._sentinel
                if more:
                    self.handle(record)
            except queue.Empty:
                break
            if task_done:
                task_done()

    def prepare(self, record):
        """The record to handle; for subclasses to change."""
        return record

    def handle(self, record):
        """Hands a record to the handlers."""
        record = self.prepare(record)
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)
