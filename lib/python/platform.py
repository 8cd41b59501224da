"""What machine, system and Python a program runs on."""
import functools
import os
import re
import sys
from collections import namedtuple

__all__ = ["architecture", "libc_ver", "machine", "node", "platform", "processor", "python_branch",
           "python_build", "python_compiler", "python_implementation", "python_revision",
           "python_version", "python_version_tuple", "release", "system", "uname", "version",
           "freedesktop_os_release"]


class uname_result(namedtuple("uname_result_base", "system node release version machine")):
    """The system's five names, and the processor's as a sixth item that is found when asked for."""

    _fields = "system", "node", "release", "version", "machine", "processor"

    @functools.cached_property
    def processor(self):
        import subprocess
        try:
            said = subprocess.check_output(["uname", "-p"], stderr=subprocess.DEVNULL, text=True)
        except (OSError, subprocess.CalledProcessError):
            return ""
        return _unknown_as_blank(said.strip())

    @classmethod
    def _make(cls, iterable):
        values = tuple(iterable)
        if len(values) not in (5, 6):  # the processor's may be left out
            raise TypeError(f"Expected 6 arguments, got {len(values)}")
        return cls(*values[:5])

    def __iter__(self):
        yield from super().__iter__()
        yield self.processor

    def __len__(self):
        return len(self._fields)

    def __getitem__(self, key):
        return tuple(self)[key]

    def __reduce__(self):
        return uname_result, tuple(super().__iter__())


def _unknown_as_blank(text):
    return "" if text == "unknown" else text


def uname():
    """Fairly portable uname interface: system, node, release, version, machine, processor."""
    return uname_result(*map(_unknown_as_blank, os.uname()))


def system():
    """Returns the system/OS name, e.g. 'Linux'."""
    return os.uname().sysname


def node():
    """Returns the computer's network name (which may not be fully qualified)."""
    return os.uname().nodename


def release():
    """Returns the system's release, e.g. '2.2.0'."""
    return os.uname().release


def version():
    """Returns the system's release version."""
    return os.uname().version


def machine():
    """Returns the machine type, e.g. 'x86_64'."""
    return os.uname().machine


def processor():
    """Returns the (true) processor name, e.g. 'amdk6'; empty if it is not known."""
    return uname().processor


def system_alias(system, release, version):
    """The names under which systems are sold, where they differ."""
    if system != "SunOS" or release < "5":
        return system, release, version
    parts = release.split(".")
    # SunOS 5.6 and later are Solaris 2.6, 7, 8 ...
    parts[0] = str(int(parts[0]) - 3)
    return "Solaris" if release >= "6" else system, ".".join(parts), version


def architecture(executable=None, bits="", linkage=""):
    """The bits and the linkage format of the interpreter itself."""
    if executable and executable != sys.executable:
        return bits, linkage
    return "64bit" if sys.maxsize > 2 ** 32 else "32bit", "ELF"


_LIBC_MARK = re.compile(
    rb"(__libc_init)|GLIBC_([0-9.]+)|libc(_\w+)?\.so(?:\.(\d[0-9.]*))?")


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """The name and version of the C library: this process's, or what an executable says."""
    if executable is None:
        try:
            name, _, number = os.confstr("CS_GNU_LIBC_VERSION").partition(" ")
        except (AttributeError, ValueError, OSError):
            executable = sys.executable
        else:
            return name, number
    for init, glibc, threads, so_version in _libc_marks(executable, chunksize):
        if init and not lib:
            lib = "libc"
        elif glibc:
            if lib != "glibc" or _as_numbers(glibc) > _as_numbers(version):
                lib, version = "glibc", glibc
        elif not init and lib != "glibc":
            lib = "libc"
            if so_version and (not version or _as_numbers(so_version) > _as_numbers(version)):
                version = so_version
            if threads and not version.endswith(threads):
                version += threads
    return lib, version


def _libc_marks(executable, chunksize):
    """The groups of all the marks in the file; those at the end of a chunk are met once more."""
    with open(executable, "rb") as file:
        rest = b""
        while chunk := file.read(chunksize):
            text = rest + chunk
            for found in _LIBC_MARK.finditer(text):
                yield [group.decode("latin-1") if group else "" for group in found.groups()]
            rest = text[-100:]


def _as_numbers(version):
    return [int(part) for part in re.findall("[0-9]+", version)]


def platform(aliased=False, terse=False):
    """Returns a single string identifying the underlying platform."""
    names = os.uname()
    parts = [names.sysname, names.release, names.machine]
    libc = "".join(libc_ver())
    if libc:
        parts.append("with-" + libc)
    return "-".join(part.replace(" ", "_").replace("/", "-") for part in parts)


def python_implementation():
    """Returns a string identifying the Python implementation: 'Folio'."""
    return "Folio"


def python_version():
    """Returns the Python version as string 'major.minor.patchlevel'."""
    return "%d.%d.%d" % sys.version_info[:3]


def python_version_tuple():
    """Returns the Python version as tuple of strings (major, minor, patchlevel)."""
    return tuple(map(str, sys.version_info[:3]))


def python_branch():
    """The branch Python was built from; empty if it is not known."""
    return ""


def python_revision():
    """The revision Python was built from; empty if it is not known."""
    return ""


def python_build():
    """Returns a tuple (buildno, builddate) stating the Python build; Folio's own version."""
    return sys.version.partition("(")[2].partition(")")[0], ""


def python_compiler():
    """Returns a string identifying the compiler used for compiling Folio."""
    return sys.version.partition("[")[2].partition("]")[0]


_OS_RELEASE_LINE = re.compile(r"""([a-zA-Z0-9_]+)=(["']?)(.*)\2$""")
_OS_RELEASE_FILES = "/etc/os-release", "/usr/lib/os-release"


def _parse_os_release(lines):
    info = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
    for line in lines:
        found = _OS_RELEASE_LINE.match(line.rstrip("\n"))
        if found:
            info[found[1]] = re.sub(r"""\\([$"'\\`])""", r"\1", found[3])
    return info


def freedesktop_os_release():
    """Return operating system identification from freedesktop.org os-release."""
    for name in _OS_RELEASE_FILES:
        try:
            with open(name, encoding="utf-8") as file:
                return _parse_os_release(file)
        except OSError as error:
            failed = error
    raise OSError(failed.errno, f"Unable to read files {', '.join(_OS_RELEASE_FILES)}")


# ---- of other systems: nothing is known here ----------------------------------------------------------

def win32_ver(release="", version="", csd="", ptype=""):
    """The given values: this is no Windows."""
    return release, version, csd, ptype


def win32_edition():
    return None


def win32_is_iot():
    return False


def mac_ver(release="", versioninfo=("", "", ""), machine=""):
    """The given values: this is no macOS."""
    return release, versioninfo, machine


def java_ver(release="", vendor="", vminfo=("", "", ""), osinfo=("", "", "")):
    """The given values: this is no Java."""
    import warnings
    warnings._deprecated("java_ver", remove=(3, 15))
    return release, vendor, vminfo, osinfo


AndroidVer = namedtuple("AndroidVer", "release api_level manufacturer model device is_emulator")
IOSVersionInfo = namedtuple("IOSVersionInfo", "system release model is_simulator")


def android_ver(release="", api_level=0, manufacturer="", model="", device="", is_emulator=False):
    """The given values: this is no Android."""
    return AndroidVer(release, api_level, manufacturer, model, device, is_emulator)


def ios_ver(system="", release="", model="", is_simulator=False):
    """The given values: this is no iOS."""
    return IOSVersionInfo(system, release, model, is_simulator)


if __name__ == "__main__":
    words = {argument.removeprefix("--") for argument in sys.argv[1:]}
    print(platform("nonaliased" not in words, "terse" in words))
