"""Encodings beyond those that are native: found by name, made when they are first used.

The interpreter registers search() where there is no package `encodings`.  The
codecs are functions of native modules; what is here gives them their names and
puts them into the classes of module codecs.
"""

from _encodings.aliases import aliases


def search(name):
    """The CodecInfo of an encoding, or None: a search function for codecs.register()."""
    plain = name.replace("-", "_")
    dotless = plain.replace(".", "_")
    name = aliases.get(plain) or aliases.get(dotless) or dotless
    from _encodings import unicode, single_byte, transforms, multibyte, idna
    for module in unicode, single_byte, transforms, multibyte, idna:
        info = module.find(name)
        if info is not None:
            return info
    return None
