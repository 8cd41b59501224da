"""Finalizers that run when everything is given up may ask for state anew: the exit check finds it."""

import atexit
import codecs
import copyreg
import faulthandler
import os
import readline
import signal
import sys


class LastWords:
    def __init__(self, action, *arguments):
        self.action, self.arguments = action, arguments

    def __del__(self):
        try:
            self.action(*self.arguments)
        except Exception:
            pass


def last_words():
    return [
        LastWords(atexit.register, print),
        LastWords(lambda: os.register_at_fork(before=print)),
        LastWords(readline.set_completer, print),
        LastWords(readline.add_history, "line"),
        LastWords(signal.signal, signal.SIGUSR1, print),
        LastWords(faulthandler.enable),
        LastWords(codecs.lookup, "latin-2"),
        LastWords(codecs.register, len),
        LastWords(codecs.register_error, "mine", print),
        LastWords(__import__, "sys"),
        LastWords(__import__, "json"),
        LastWords(compile, "(", "", "exec"),
        LastWords(setattr, sys, "kept", [1]),
    ]


sys.last_words = last_words()
codecs.register_error("keeps", lambda error, kept=last_words(): kept)
copyreg.pickle(LastWords, lambda object, kept=last_words(): kept)
ring = last_words()
ring.append(ring)
print("end")  # expect: end
