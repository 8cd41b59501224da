"""Finding shared libraries by the name that a linker knows them by.

ldconfig's list is asked first, then the compiler and the linker for what they would take.
"""

import os
import re
import shutil
import subprocess

_ELF_MAGIC = b"\x7fELF"
_MACHINES = {"x86_64": "libc6,x86-64", "aarch64": "libc6,AArch64", "ppc64": "libc6,64bit",
             "ppc64le": "libc6,64bit", "s390x": "libc6,64bit", "riscv64": "libc6,double-float"}


def _output_of(command, **options):
    """What the command prints, errors included; nothing if it cannot be run."""
    if not shutil.which(command[0]):
        return b""
    environment = dict(os.environ, LC_ALL="C", LANG="C")
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env=environment, **options).stdout
    except OSError:
        return b""


def _is_elf(path):
    try:
        with open(path, "rb") as file:
            return file.read(len(_ELF_MAGIC)) == _ELF_MAGIC
    except OSError:
        return False


def _findSoname_ldconfig(name):
    """The soname in ldconfig's list for this machine."""
    abi = _MACHINES.get(os.uname().machine, "libc6")
    pattern = rf"\s+(lib{re.escape(name)}\.[^\s]+)\s+\({abi}"
    found = re.search(os.fsencode(pattern), _output_of(["/sbin/ldconfig", "-p"]))
    return os.fsdecode(found[1]) if found else None


def _linked_file(command, name):
    """The first library that a link with -lNAME reads."""
    pattern = os.fsencode(rf"[^()\s]*lib{re.escape(name)}\.[^()\s]*")
    for file in re.findall(pattern, _output_of(command)):
        if _is_elf(file):  # and no script of the linker
            return os.fsdecode(file)
    return None


def _findLib_gcc(name):
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler:
        return None
    # The link fails, for there is no main; what it has read is told by then.
    return _linked_file([compiler, "-Wl,-t", "-o", os.devnull, f"-l{name}"], name)


def _findLib_ld(name):
    folders = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    paths = [word for folder in folders if folder for word in ("-L", folder)]
    return _linked_file(["ld", "-t", *paths, "-o", os.devnull, f"-l{name}"], name)


def _get_soname(path):
    if not path:
        return None
    found = re.search(rb"\sSONAME\s+([^\s]+)", _output_of(["objdump", "-p", "-j", ".dynamic", path]))
    return os.fsdecode(found[1]) if found else None


def find_library(name):
    """The file name that CDLL can open, or None."""
    return (_findSoname_ldconfig(name) or _get_soname(_findLib_gcc(name))
            or _get_soname(_findLib_ld(name)))
