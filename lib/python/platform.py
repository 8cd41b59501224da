"""What machine, system and Python a program runs on."""
import os
import sys
from collections import namedtuple

__all__ = ["architecture", "libc_ver", "machine", "node", "platform", "processor", "python_branch",
           "python_build", "python_compiler", "python_implementation", "python_revision",
           "python_version", "python_version_tuple", "release", "system", "uname", "version",
           "freedesktop_os_release"]


class uname_result(namedtuple("uname_result_base", "system node release version machine")):
    """The system's five names, and the processor's as a sixth item."""

    __slots__ = ()

    @property
    def processor(self):
        return ""

    def __iter__(self):
        yield from super().__iter__()
        yield self.processor

    def __len__(self):
        return 6

    def __getitem__(self, key):
        return tuple(self)[key]


def uname():
    """Fairly portable uname interface: system, node, release, version, machine, processor."""
    return uname_result(*os.uname())


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
    """Returns the (true) processor name; empty if it is not known."""
    return ""


def architecture(executable=None, bits="", linkage=""):
    """The bits and the linkage format of the interpreter itself."""
    if executable and executable != sys.executable:
        return bits, linkage
    return "64bit" if sys.maxsize > 2 ** 32 else "32bit", "ELF"


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """The name and version of the C library."""
    try:
        name, _, number = os.confstr("CS_GNU_LIBC_VERSION").partition(" ")
    except (AttributeError, ValueError, OSError):
        return lib, version
    return name, number


def platform(aliased=False, terse=False):
    """Returns a single string identifying the underlying platform."""
    names = os.uname()
    parts = [names.sysname, names.release]
    if not terse:
        parts.append(names.machine)
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


def freedesktop_os_release():
    """Return operating system identification from freedesktop.org os-release."""
    for name in ("/etc/os-release", "/usr/lib/os-release"):
        try:
            with open(name, encoding="utf-8") as file:
                lines = file.readlines()
        except OSError:
            continue
        info = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
        for line in lines:
            key, equals, value = line.strip().partition("=")
            if equals and not key.startswith("#"):
                info[key] = value.strip("\"'")
        return info
    raise OSError(2, "Unable to read files /etc/os-release, /usr/lib/os-release")


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
    return release, vendor, vminfo, osinfo
