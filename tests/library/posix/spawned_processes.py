# os.posix_spawn: file actions, attributes, the environment; os.waitid and descriptors of processes.
import os
import select
import signal


def run(*args, spawn=os.posix_spawn, path="/bin/sh", env=os.environ, **options):
    pid = spawn(path, ["sh", *args], env, **options)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


print(run("-c", "exit 3"), run("-c", "exit 4", spawn=os.posix_spawnp, path="sh"))  # expect: 3 4
print(run("-c", 'test "$A" = b', env={"A": "b"}), run("-c", "kill -9 $$"))  # expect: 0 -9
actions = [(os.POSIX_SPAWN_OPEN, 1, "out", os.O_WRONLY | os.O_CREAT, 0o600),
           (os.POSIX_SPAWN_DUP2, 1, 2), (os.POSIX_SPAWN_CLOSE, 0)]
print(run("-c", "echo one; echo two >&2; read x <&0 || echo closed", file_actions=actions))  # expect: 0
print(open("out").read().splitlines()[:2])  # expect: ['one', 'two']
print(run("-c", "kill -USR1 $$; exit 7", setsigmask=[signal.SIGUSR1]))  # expect: 7
print(run("-c", "kill -PIPE $$; exit 7", setsigdef=[signal.SIGPIPE]))  # expect: -13
pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 5"], os.environ, setpgroup=0, setsid=False)
descriptor = os.pidfd_open(pid)
print(len(select.select([descriptor], [], [], 10)[0]))  # expect: 1
found = os.waitid(os.P_PIDFD, descriptor, os.WEXITED)
print(found.si_pid == pid, found.si_status, found.si_code == 1)  # expect: True 5 True
os.close(descriptor)
for call in (lambda: os.posix_spawn("/nowhere", ["x"], {}), lambda: run(path="/bin/sh", env=3),
             lambda: os.posix_spawn("/bin/sh", [], {}), lambda: os.posix_spawn("/bin/sh", [""], {}),
             lambda: os.posix_spawn("/bin/sh", "sh", {}), lambda: run(file_actions=[()]),
             lambda: run(file_actions=[(9,)]), lambda: run(file_actions=[(os.POSIX_SPAWN_DUP2, 1)]),
             lambda: run(setsigmask=[0]), lambda: os.waitid(os.P_PID, 1, os.WEXITED)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
# expect: FileNotFoundError [Errno 2] No such file or directory: '/nowhere'
# expect: TypeError posix_spawn: environment must be a mapping object or None
# expect: ValueError posix_spawn: argv must not be empty
# expect: ValueError posix_spawn: argv first element cannot be empty
# expect: TypeError posix_spawn: argv must be a tuple or list
# expect: TypeError Each file_actions element must be a non-empty tuple
# expect: TypeError Unknown file_actions identifier
# expect: TypeError A dup2 file_action tuple must have 3 elements
# expect: ValueError signal number 0 out of range [1; 64]
# expect: ChildProcessError [Errno 10] No child processes
