# options: --sandbox
# All functions of the native modules that reach the system are called: most refuse, and what is left
# of each module is listed here. A new module or function must find its place.
import importlib
import sys

HARMLESS = """_abc _asyncio _bisect _bytecode _bz2 _code_bytes _codecs _collections _contextvars _csv
_datetime _decimal _etree _functools _hashes _heapq _iconv _io _json _locale _lzma _opcode _operator _pickle
_queue _random _re _string _struct _symtable_scopes _token_scan _traceback _tracemalloc _typing _warnings
_weakref _zone_table array atexit binascii builtins cmath errno gc itertools limits marshal math pyexpat sys
unicodedata zlib""".split()
ENDING = {"_exit", "abort", "_shutdown"}


def is_refused(function):
    try:
        function()
    except PermissionError as error:
        return str(error) == "this is not allowed in the sandbox"
    except BaseException:
        return False
    return False


for name in sorted(set(sys.builtin_module_names) - set(HARMLESS)):
    try:
        module = importlib.import_module(name)
    except ImportError:
        continue  # it needs a library of the system
    functions = [key for key, value in vars(module).items() if callable(value) and key[:2] != "__"]
    left = [key for key in functions if key in ENDING or not is_refused(getattr(module, key))]
    print(name + ":", *sorted(left))

# expect: _heap:
# expect: _imp: BuiltinImporter FrozenImporter ModuleSpec PathFinder SourceFileLoader SourcelessFileLoader _fix_co_filename _frozen_module_names _import _override_frozen_modules_for_tests _override_multi_interp_extensions_check _pyc_bytes acquire_lock create_builtin exec_builtin extension_suffixes find_frozen get_frozen_object init_frozen is_builtin is_frozen is_frozen_package lock_held release_lock source_hash
# expect: _multiprocessing:
# expect: _posixshmem:
# expect: _posixsubprocess:
# expect: _signal: ItimerError default_int_handler getitimer getsignal strsignal struct_siginfo valid_signals
# expect: _socket: CMSG_LEN CMSG_SPACE error gaierror getdefaulttimeout herror htonl htons inet_aton inet_ntoa inet_ntop inet_pton ntohl ntohs timeout
# expect: _stepper:
# expect: _thread: LockType RLock _ExceptHookArgs _ThreadHandle _count _excepthook _get_main_thread_ident _is_main_interpreter _local _make_thread_handle _shutdown allocate allocate_lock daemon_threads_allowed error exit exit_thread get_ident get_native_id lock
# expect: faulthandler: is_enabled
# expect: fcntl:
# expect: grp: struct_group
# expect: mmap: error
# expect: posix: DirEntry WCOREDUMP WEXITSTATUS WIFEXITED WIFSIGNALED WIFSTOPPED WSTOPSIG WTERMSIG _exit abort access close cpu_count dup error fdatasync fspath fstat fsync ftruncate get_blocking get_inheritable get_terminal_size getcwd getcwdb getpid isatty listdir lseek lstat major minor mkdir open pread pwrite read readlink register_at_fork remove rename replace rmdir scandir sched_param stat stat_result statvfs_result strerror terminal_size times times_result truncate umask uname_result unlink urandom utime waitid_result waitstatus_to_exitcode write
# expect: pwd: struct_passwd
# expect: readline:
# expect: resource: error getpagesize getrusage struct_rusage
# expect: select: error
# expect: termios: error
# expect: time: asctime clock_getres clock_gettime clock_gettime_ns ctime get_clock_info gmtime localtime mktime monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns sleep strftime strptime struct_time thread_time thread_time_ns time time_ns tzset
