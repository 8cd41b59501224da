import sys, time, errno, signal, atexit, platform, unicodedata, select, _socket, fcntl, posix
print(sys.getsizeof([]) > 0, sys.intern("x" * 3), sys.version_info[:2], sys.getrecursionlimit(), sys.flags.optimize, sys.float_info.dig)
print(time.gmtime(0)[:3], time.strftime("%Y", time.gmtime(0)), errno.errorcode[2], signal.Signals(2).name, unicodedata.name("ä"), unicodedata.normalize("NFD", "ä") != "")
a, b = _socket.socketpair(); a.send(b"hi"); print(select.select([b], [], [], 1)[0] == [b], b.recv(5)); a.close(); b.close()
r, w = posix.pipe(); posix.write(w, b"x"); print(posix.read(r, 5), fcntl.fcntl(r, fcntl.F_GETFD)); posix.close(r); posix.close(w)
atexit.register(print, "exit function")
old = signal.signal(signal.SIGUSR1, lambda n, f: print("signal", n)); posix.kill(posix.getpid(), signal.SIGUSR1); signal.signal(signal.SIGUSR1, old)
try:
    open("/none/there")
except FileNotFoundError as error:
    print(error.errno, error.filename)
