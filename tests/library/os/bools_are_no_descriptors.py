# A bool in the place of a file's descriptor is taken, with a warning.
import fcntl
import os
import select
import warnings


def told(function, *args, **keywords):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            function(*args, **keywords)
            result = "done"
        except OSError as error:
            result = type(error).__name__
    print(result, *(f"{each.category.__name__}: {each.message}" for each in caught))


told(os.stat, True)  # expect: done RuntimeWarning: bool is used as a file descriptor
told(os.stat, ".", dir_fd=True)  # expect: NotADirectoryError RuntimeWarning: bool is used as a file descriptor
told(os.open, "x", os.O_RDONLY, dir_fd=True)  # expect: NotADirectoryError RuntimeWarning: bool is used as a file descriptor
told(os.mkdir, "x", dir_fd=True)  # expect: NotADirectoryError RuntimeWarning: bool is used as a file descriptor
told(fcntl.fcntl, True, fcntl.F_GETFD)  # expect: done RuntimeWarning: bool is used as a file descriptor
told(select.select, [], [True], [], 0)  # expect: done RuntimeWarning: bool is used as a file descriptor
told(select.poll().register, True)  # expect: done RuntimeWarning: bool is used as a file descriptor
told(os.fstat, True)  # expect: done
warnings.simplefilter("error")
for function in select.poll().register, os.chdir, os.fsync:
    try:
        function(True)
    except RuntimeWarning as error:
        print(error)
# expect: bool is used as a file descriptor
# expect: bool is used as a file descriptor
# expect: bool is used as a file descriptor
