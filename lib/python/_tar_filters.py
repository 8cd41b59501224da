"""Filters of what is extracted from tar archives: fully_trusted, tar and data (PEP 706).

A filter gets a member and the path of the target; it gives the member, a changed copy, or None to
leave it out, or raises FilterError."""

import os

from _tar_format import TarError


class FilterError(TarError):
    """A member that must not be extracted; tarinfo is it."""


def _refusal(name, message, meaning, with_path):
    def __init__(self, tarinfo, *path):
        self.tarinfo = tarinfo
        if with_path:
            self._path, = path
        TarError.__init__(self, message.format(tarinfo, *path))

    return type(name, (FilterError,),
                {"__init__": __init__, "__doc__": meaning, "__module__": "tarfile"})


FilterError.__module__ = "tarfile"
AbsolutePathError = _refusal("AbsolutePathError", "member {0.name!r} has an absolute path",
                             "A member has an absolute path.", False)
OutsideDestinationError = _refusal(
    "OutsideDestinationError",
    "{0.name!r} would be extracted to {1!r}, which is outside the destination",
    "A member would be elsewhere.", True)
SpecialFileError = _refusal("SpecialFileError", "{0.name!r} is a special file",
                            "A member is a device or a pipe.", False)
AbsoluteLinkError = _refusal("AbsoluteLinkError", "{0.name!r} is a link to an absolute path",
                             "A member is a link to an absolute path.", False)
LinkOutsideDestinationError = _refusal(
    "LinkOutsideDestinationError",
    "{0.name!r} would link to {1!r}, which is outside the destination",
    "A member is a link to something elsewhere.", True)


def _checked_target(error, member, destination, *parts):
    """Raise the error if the path is not below the destination."""
    target = os.path.realpath(os.path.join(destination, *parts))
    if os.path.commonpath([target, destination]) != destination:
        raise error(member, target)


def _changes(member, destination, for_data):
    """What is to be changed in a member, a dictionary."""
    changes = {}
    destination = os.path.realpath(destination)
    name = member.name
    if name.startswith(("/", os.sep)):
        name = changes["name"] = name.lstrip("/" + os.sep)
    if os.path.isabs(name):
        raise AbsolutePathError(member)
    _checked_target(OutsideDestinationError, member, destination, name)
    if member.mode is not None:
        mode = _data_mode(member) if for_data else member.mode & 0o755
        if mode != member.mode:
            changes["mode"] = mode
    if for_data:
        changes.update((field, None) for field in ("uid", "gid", "uname", "gname")
                       if getattr(member, field) is not None)
        if member.islnk() or member.issym():
            if os.path.isabs(member.linkname):
                raise AbsoluteLinkError(member)
            folder = os.path.dirname(name) if member.issym() else ""
            _checked_target(LinkOutsideDestinationError, member, destination, folder,
                            member.linkname)
    return changes


def _data_mode(member):
    """The permissions of a file; None (the default) of folders and symbolic links."""
    mode = member.mode & 0o755
    if member.isreg() or member.islnk():
        if not mode & 0o100:
            mode &= ~0o111
        return mode | 0o600
    if member.isdir() or member.issym():
        return None
    raise SpecialFileError(member)


def _filtered(member, dest_path, for_data):
    changes = _changes(member, dest_path, for_data)
    return member.replace(**changes, deep=False) if changes else member


def fully_trusted_filter(member, dest_path):
    """The member as it is."""
    return member


def tar_filter(member, dest_path):
    """The member, without leading slashes and dangerous permissions, if it is below the path."""
    return _filtered(member, dest_path, False)


def data_filter(member, dest_path):
    """The member, if it is a file, folder or link below the path, without owners."""
    return _filtered(member, dest_path, True)


NAMED_FILTERS = {"fully_trusted": fully_trusted_filter, "tar": tar_filter, "data": data_filter}
for _filter in NAMED_FILTERS.values():
    _filter.__module__ = "tarfile"
del _filter
