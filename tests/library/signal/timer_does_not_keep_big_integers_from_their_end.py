"""Work that begins anew behind each handler still ends when signals come faster than that."""
import signal

signal.signal(signal.SIGPROF, lambda *_: None)
signal.setitimer(signal.ITIMER_PROF, 0.004, 0.004)
power = pow(3, (1 << 10000) + 1, (1 << 10000) + 7)
signal.setitimer(signal.ITIMER_PROF, 0)
print(power == pow(3, (1 << 10000) + 1, (1 << 10000) + 7))    # expect: True
