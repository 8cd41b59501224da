# run, Popen, timeouts, errors.
import subprocess
import sys

print(subprocess.run(["echo", "hi"], capture_output=True, text=True))  # expect: CompletedProcess(args=['echo', 'hi'], returncode=0, stdout='hi\n', stderr='')
print(subprocess.check_output("printf a; exit 0", shell=True), subprocess.getoutput("echo x; echo y >&2"))  # expect: b'a' x
                                                                                                            # expect: y
print(subprocess.run(["cat"], input=b"in", stdout=subprocess.PIPE).stdout, subprocess.call(["false"]))  # expect: b'in' 1
with subprocess.Popen(["tr", "a-z", "A-Z"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
    print(process.communicate("upper\n"), process.returncode)  # expect: ('UPPER\n', None) 0
for bad in (lambda: subprocess.run(["false"], check=True), lambda: subprocess.run(["/nonexistent"]),
            lambda: subprocess.check_output("kill $$", shell=True),
            lambda: subprocess.run(["ls"], cwd="/nonexistent"), lambda: subprocess.run([], input=1, stdin=2)):
    try:
        print(bad())
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        print(type(error).__name__, error)  # expect: CalledProcessError Command '['false']' returned non-zero exit status 1.
                                            # expect: FileNotFoundError [Errno 2] No such file or directory: '/nonexistent'
                                            # expect: CalledProcessError Command 'kill $$' died with <Signals.SIGTERM: 15>.
                                            # expect: FileNotFoundError [Errno 2] No such file or directory: '/nonexistent'
                                            # expect: ValueError stdin and input arguments may not both be used.
print(subprocess.run(["sh", "-c", "echo $A"], env={"A": "1"}, stdout=subprocess.PIPE, text=True).stdout, subprocess.list2cmdline(["a b", 'c"d']))  # expect: 1
                                                                                                                                                   # expect:  "a b" c\"d
