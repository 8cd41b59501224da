# preload: subprocess, multiprocessing.shared_memory
import fcntl, grp, os, pwd, resource, subprocess, sys, termios
done = subprocess.run(["/bin/echo", "from", "the child"], capture_output=True, text=True, env={"A": "b"}); print(done.stdout, done.returncode)
with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
    print(child.communicate(b"through a pipe"), child.wait())
try:
    subprocess.run(["/no/such/program"])
except FileNotFoundError as error:
    print(error.errno)
print(pwd.getpwuid(0).pw_name, grp.getgrgid(0).gr_name, pwd.getpwnam("root").pw_uid, resource.getrlimit(resource.RLIMIT_CORE)[0] != None, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0)
r, w = os.pipe(); print(fcntl.fcntl(r, fcntl.F_GETFL) >= 0, fcntl.ioctl(r, termios.FIONREAD, b"\0" * 4)); os.close(r); os.close(w)
try:
    termios.tcgetattr(0 if not os.isatty(0) else 99)
except termios.error as error:
    print(type(error).__name__)
