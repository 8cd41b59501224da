"""Opening ftp URLs: ftp://user:password@host/path;type=a."""

import socket
import time
from urllib.error import URLError
from urllib.parse import _splitpasswd, _splituser, unquote
from urllib.response import addclosehook, addinfourl

from urllib._handlers import BaseHandler, without_port


class FTPHandler(BaseHandler):
    """Opens ftp, over a connection for each."""

    def ftp_open(self, req):
        import email
        import ftplib
        import mimetypes
        if not req.host:
            raise URLError("ftp error: no host given")
        netloc, port = without_port(req.host)
        userinfo, host = _splituser(netloc)
        user, password = _splitpasswd(userinfo) if userinfo else ("", "")
        try:
            address = socket.gethostbyname(unquote(host))
        except OSError as error:
            raise URLError(error)
        path, *attributes = req.selector.split(";")
        *folders, name = map(unquote, path.split("/"))
        if folders and not folders[0]:
            del folders[0]
        kind = "I" if name else "D"
        for attribute in attributes:
            key, _, value = attribute.partition("=")
            if key.lower() == "type" and value.upper() in ("A", "I", "D"):
                kind = value.upper()
        try:
            connection = self.connect_ftp(user or "", password or "", address,
                                          ftplib.FTP_PORT if port is None else int(port),
                                          folders, req.timeout)
            file, size = connection.retrfile(name, kind)
        except ftplib.all_errors as error:
            raise URLError(error) from error
        headers = ""
        if guessed := mimetypes.guess_type(req.full_url)[0]:
            headers += f"Content-type: {guessed}\n"
        if size is not None and size >= 0:
            headers += f"Content-length: {size}\n"
        return addinfourl(file, email.message_from_string(headers), req.full_url)

    def connect_ftp(self, user, passwd, host, port, dirs, timeout):
        return ftpwrapper(user, passwd, host, port, dirs, timeout, persistent=False)


class CacheFTPHandler(FTPHandler):
    """Opens ftp; connections are kept for a while."""

    def __init__(self):
        self.cache, self.timeout = {}, {}  # connections, and until when they are kept
        self.delay, self.max_conns = 60, 16

    def setTimeout(self, t):
        """Keep connections for so many seconds."""
        self.delay = t

    def setMaxConns(self, m):
        """Keep so many connections."""
        self.max_conns = m

    def connect_ftp(self, user, passwd, host, port, dirs, timeout):
        key = user, host, port, "/".join(dirs), timeout
        if key not in self.cache:
            self.cache[key] = ftpwrapper(user, passwd, host, port, dirs, timeout)
        self.timeout[key] = time.time() + self.delay
        self.check_cache()
        return self.cache[key]

    def check_cache(self):
        """Close the connections whose time is over, and the oldest if there are too many."""
        now = time.time()
        for key, until in list(self.timeout.items()):
            if until < now:
                self.cache.pop(key).close()
                del self.timeout[key]
        if len(self.cache) == self.max_conns:
            oldest = min(self.timeout, key=self.timeout.get)
            del self.cache[oldest], self.timeout[oldest]

    def clear_cache(self):
        """Close all connections."""
        for connection in self.cache.values():
            connection.close()
        self.cache.clear()
        self.timeout.clear()


class ftpwrapper:
    """A connection in a folder. It is closed when it need not be kept and nothing that it
    retrieves is open."""

    def __init__(self, user, passwd, host, port, dirs, timeout=None, persistent=True):
        self.user, self.passwd, self.host, self.port = user, passwd, host, port
        self.dirs, self.timeout = dirs, timeout
        self.refcount, self.keepalive, self.busy = 0, persistent, False
        try:
            self.init()
        except:
            self.close()
            raise

    def init(self):
        """Connect."""
        import ftplib
        self.busy = False
        self.ftp = ftplib.FTP()
        self.ftp.connect(self.host, self.port, self.timeout)
        self.ftp.login(self.user, self.passwd)
        self.ftp.cwd("/".join(self.dirs))

    def retrfile(self, file, type):
        """A file and its size, or (of type D, or if there is no such file) a list of files."""
        import ftplib
        self.endtransfer()
        is_folder = type in ("d", "D")
        command = "TYPE A" if is_folder else f"TYPE {type}"
        try:
            self.ftp.voidcmd(command)
        except ftplib.all_errors:
            self.init()
            self.ftp.voidcmd(command)
        connection = None
        if file and not is_folder:
            try:
                connection, size = self.ftp.ntransfercmd(f"RETR {file}")
            except ftplib.error_perm as error:
                if str(error)[:3] != "550":
                    raise URLError(f"ftp error: {error}") from error
        if not connection:
            connection, size = self._list(file)
        self.busy = True
        self.refcount += 1
        opened = addclosehook(connection.makefile("rb"), self.file_close)
        connection.close()
        return opened, size

    def _list(self, name):
        import ftplib
        self.ftp.voidcmd("TYPE A")
        if not name:
            return self.ftp.ntransfercmd("LIST")
        before = self.ftp.pwd()
        try:
            self.ftp.cwd(name)
        except ftplib.error_perm as error:
            raise URLError(f"ftp error: {error!r}") from error
        finally:
            self.ftp.cwd(before)
        return self.ftp.ntransfercmd(f"LIST {name}")

    def endtransfer(self):
        """Wait for the end of what is being retrieved."""
        if self.busy:
            self.busy = False
            self._quietly(self.ftp.voidresp)

    def close(self):
        """Close it as soon as nothing is open."""
        self.keepalive = False
        if self.refcount <= 0:
            self.real_close()

    def file_close(self):
        """What was retrieved is closed."""
        self.endtransfer()
        self.refcount -= 1
        if self.refcount <= 0 and not self.keepalive:
            self.real_close()

    def real_close(self):
        """Close it."""
        self.endtransfer()
        self._quietly(self.ftp.close)

    def _quietly(self, method):
        import ftplib
        try:
            method()
        except ftplib.all_errors:
            pass
