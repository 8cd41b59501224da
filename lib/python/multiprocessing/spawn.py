"""The child's side of spawn: a program that begins anew and becomes the process it was sent."""

import io
import os
import pickle
import runpy
import sys
import types

from . import context, process

__all__ = ["freeze_support", "set_executable", "get_executable", "get_preparation_data"]

_executable = sys.executable


def set_executable(executable):
    """What is run instead of sys.executable."""
    global _executable
    _executable = os.fspath(executable)


def get_executable():
    """What is run."""
    return _executable


def freeze_support():
    """For programs in one file on Windows; nothing here."""


def get_command_line(program):
    """The arguments by which a child begins that runs the text of a program."""
    options = []
    try:
        from subprocess import _args_from_interpreter_flags
        options = _args_from_interpreter_flags()
    except ImportError:
        pass
    return [_executable, *options, "-c", program, "--multiprocessing-fork"]


def run_program(program, descriptors):
    """The id of a new process with these descriptors and the first three."""
    command = get_command_line(program)
    copies = [os.dup(fd) for fd in descriptors]
    actions = [(os.POSIX_SPAWN_DUP2, copy, fd) for copy, fd in zip(copies, descriptors)]
    try:
        return os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    finally:
        for copy in copies:
            os.close(copy)


def spawn_main(data_fd, alive_fd, tracker_fd):
    """Receives the process, runs it, and ends with its status."""
    from . import resource_tracker
    resource_tracker._resource_tracker._fd = tracker_fd
    sys.exit(run_process(data_fd))


def run_process(data_fd):
    """The exit status of the process that is received."""
    with open(data_fd, "rb", closefd=False) as pipe:
        size = int.from_bytes(pipe.read(8), "big")
        data = pipe.read(size)
    if len(data) < size or not size:
        return 1  # the parent has given up
    process.current_process()._inheriting = True
    try:
        pickles = io.BytesIO(data)
        prepare(pickle.load(pickles))
        process_obj = pickle.load(pickles)
    finally:
        del process.current_process()._inheriting
    return process_obj._bootstrap(parent_sentinel=data_fd, forked=False)


def _check_not_importing_main():
    if getattr(process.current_process(), "_inheriting", False):
        raise RuntimeError("""
        An attempt has been made to start a new process before the current process has finished
        its bootstrapping phase: a spawned process imports the program, so that what starts
        processes must stand below

            if __name__ == '__main__':
""")


def _is_ipython(path):
    """Its launchers begin at once whatever their name is: they are not imported."""
    return os.path.splitext(os.path.basename(path))[0] == "ipython"


def get_preparation_data(name):
    """What a child needs to know before the process object can be unpickled."""
    _check_not_importing_main()
    data = {
        "name": name,
        "authkey": bytes(process.current_process().authkey),
        "sys_path": [process.ORIGINAL_DIR if not entry and process.ORIGINAL_DIR else entry
                     for entry in sys.path],
        "sys_argv": sys.argv,
        "start_method": context._default_context.get_start_method(),
        "orig_dir": process.ORIGINAL_DIR,
        "dir": os.getcwd(),
    }
    main = sys.modules.get("__main__")
    spec_name = getattr(getattr(main, "__spec__", None), "name", None)
    path = getattr(main, "__file__", None)
    if spec_name is not None:
        # The __main__ of a package runs the package whatever its name is: it is not imported.
        if spec_name.rpartition(".")[2] != "__main__":
            data["init_main_from_name"] = spec_name
    elif path is not None and not path.startswith("<") and not _is_ipython(path):
        if not os.path.isabs(path) and process.ORIGINAL_DIR is not None:
            path = os.path.join(process.ORIGINAL_DIR, path)
        data["init_main_from_path"] = os.path.normpath(path)
    return data


def prepare(data):
    """Makes this process like the one that sent the data."""
    current = process.current_process()
    current.name = data["name"]
    current.authkey = data["authkey"]
    sys.path, sys.argv = data["sys_path"], data["sys_argv"]
    process.ORIGINAL_DIR = data["orig_dir"]
    context._force_start_method(data["start_method"])
    os.chdir(data["dir"])
    if "init_main_from_name" in data:
        _import_main(runpy.run_module, data["init_main_from_name"])
    elif "init_main_from_path" in data:
        _import_main(runpy.run_path, data["init_main_from_path"])


def _import_main(run, where):
    """The program as the module __mp_main__, which is what __main__ means from now on."""
    module = types.ModuleType("__mp_main__")
    options = {"alter_sys": True} if run is runpy.run_module else {}
    module.__dict__.update(run(where, run_name="__mp_main__", **options))
    sys.modules["__main__"] = sys.modules["__mp_main__"] = module
