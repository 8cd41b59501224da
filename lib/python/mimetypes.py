"""Types of files by the ends of their names, and the other way round.

Tables are of suffixes: types_map (registered with IANA), common_types (used nevertheless),
encodings_map (how a file is compressed, e.g. .gz) and suffix_map (what stands for two suffixes). A
MimeTypes has its own; the functions use one that init() fills from files of the system too.

As a program: mimetypes [-l] [-e] name ... prints the types of names, with -e extensions of types."""

import os
import posixpath
import urllib.parse

__all__ = ["knownfiles", "inited", "MimeTypes", "guess_type", "guess_file_type",
           "guess_all_extensions", "guess_extension", "add_type", "init", "read_mime_types",
           "suffix_map", "encodings_map", "types_map", "common_types"]

knownfiles = [
    "/etc/mime.types",
    "/etc/httpd/mime.types",
    "/etc/httpd/conf/mime.types",
    "/etc/apache/mime.types",
    "/etc/apache2/mime.types",
    "/usr/local/etc/httpd/conf/mime.types",
    "/usr/local/lib/netscape/mime.types",
    "/usr/local/etc/httpd/conf/mime.types",
    "/usr/local/etc/mime.types",
]

inited = False
_db = None


def _table(text):
    """Suffix to type of lines of a type and its suffixes, the preferred one first."""
    return {"." + suffix: kind
            for kind, *suffixes in map(str.split, text.splitlines()) for suffix in suffixes}


_REGISTERED = """\
text/javascript js mjs
application/json json
application/manifest+json webmanifest
application/msword doc dot wiz
application/n-quads nq
application/n-triples nt
application/octet-stream bin a dll exe o obj so
application/oda oda
application/pdf pdf
application/pkcs7-mime p7c
application/postscript ps ai eps
application/trig trig
application/vnd.apple.mpegurl m3u m3u8
application/vnd.ms-excel xls xlb
application/vnd.ms-powerpoint ppt pot ppa pps pwz
application/wasm wasm
application/x-bcpio bcpio
application/x-cpio cpio
application/x-csh csh
application/x-dvi dvi
application/x-gtar gtar
application/x-hdf hdf
application/x-hdf5 h5
application/x-latex latex
application/x-mif mif
application/x-netcdf cdf nc
application/x-pkcs12 p12 pfx
application/x-pn-realaudio ram
application/x-python-code pyc pyo
application/x-sh sh
application/x-shar shar
application/x-shockwave-flash swf
application/x-sv4cpio sv4cpio
application/x-sv4crc sv4crc
application/x-tar tar
application/x-tcl tcl
application/x-tex tex
application/x-texinfo texi texinfo
application/x-troff roff t tr
application/x-troff-man man
application/x-troff-me me
application/x-troff-ms ms
application/x-ustar ustar
application/x-wais-source src
application/xml xsl rdf wsdl xpdl
application/zip zip
audio/3gpp 3gp 3gpp
audio/3gpp2 3g2 3gpp2
audio/aac aac adts loas ass
audio/basic au snd
audio/mpeg mp3 mp2
audio/opus opus
audio/x-aiff aif aifc aiff
audio/x-pn-realaudio ra
audio/x-wav wav
image/avif avif
image/bmp bmp
image/gif gif
image/ief ief
image/jpeg jpg jpe jpeg
image/heic heic
image/heif heif
image/png png
image/svg+xml svg
image/tiff tiff tif
image/vnd.microsoft.icon ico
image/webp webp
image/x-cmu-raster ras
image/x-portable-anymap pnm
image/x-portable-bitmap pbm
image/x-portable-graymap pgm
image/x-portable-pixmap ppm
image/x-rgb rgb
image/x-xbitmap xbm
image/x-xpixmap xpm
image/x-xwindowdump xwd
message/rfc822 eml mht mhtml nws
text/css css
text/csv csv
text/html html htm
text/markdown md markdown
text/n3 n3
text/plain txt bat c h ksh pl srt
text/richtext rtx
text/rtf rtf
text/tab-separated-values tsv
text/vtt vtt
text/x-python py
text/x-rst rst
text/x-setext etx
text/x-sgml sgm sgml
text/x-vcard vcf
text/xml xml
video/mp4 mp4
video/mpeg mpeg m1v mpa mpe mpg
video/quicktime mov qt
video/webm webm
video/x-msvideo avi
video/x-sgi-movie movie
"""

_COMMON = """\
application/rtf rtf
audio/midi midi mid
image/jpg jpg
image/pict pict pct pic
text/xul xul
"""



def _default_mime_types():
    """Make the tables."""
    global types_map, common_types, suffix_map, encodings_map, _defaults
    types_map, common_types = _table(_REGISTERED), _table(_COMMON)
    suffix_map = {".tgz": ".tar.gz", ".taz": ".tar.gz", ".tz": ".tar.gz", ".tbz2": ".tar.bz2",
                  ".txz": ".tar.xz", ".svgz": ".svg.gz"}
    encodings_map = {".gz": "gzip", ".Z": "compress", ".bz2": "bzip2", ".xz": "xz",
                     ".br": "br"}
    _defaults = types_map, common_types, suffix_map, encodings_map


_default_mime_types()


class MimeTypes:
    """Tables, which begin as those of this module; types of registered suffixes are
    types_map[True], others types_map[False]. types_map_inv are lists of suffixes by type."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        registered, common, suffixes, encodings = _defaults
        self.suffix_map, self.encodings_map = suffixes.copy(), encodings.copy()
        self.types_map, self.types_map_inv = ({}, {}), ({}, {})
        for is_strict, table in (True, registered), (False, common):
            for suffix, kind in table.items():
                self.add_type(kind, suffix, is_strict)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """Let a suffix, dot and all, have this type."""
        self.types_map[strict][ext] = type
        suffixes = self.types_map_inv[strict].setdefault(type, [])
        if ext not in suffixes:
            suffixes.append(ext)

    def guess_type(self, url, strict=True):
        """(type, encoding) of what a URL or a path names; None for what is not known."""
        url = os.fspath(url)
        parts = urllib.parse.urlparse(url)
        if len(parts.scheme) < 2:  # none, or a drive
            return self.guess_file_type(url, strict=strict)
        if parts.scheme != "data":
            return self._guess(parts.path, strict, posixpath.splitext)
        head, comma, _ = parts.path.partition(",")
        if not comma:
            return None, None
        kind = head.partition(";")[0]
        return ("text/plain" if "=" in kind or "/" not in kind else kind), None

    def guess_file_type(self, path, *, strict=True):
        """(type, encoding) of a file's path."""
        path = os.fsdecode(path)
        return self._guess(os.path.splitdrive(path)[1], strict, os.path.splitext)

    def _guess(self, path, strict, split):
        base, suffix = split(path)
        while longer := self.suffix_map.get(suffix.lower()):
            base, suffix = split(base + longer)
        encoding = self.encodings_map.get(suffix)
        if encoding is not None:
            suffix = split(base)[1]
        suffix = suffix.lower()
        kind = self.types_map[True].get(suffix)
        if kind is None and not strict:
            kind = self.types_map[False].get(suffix)
        return kind, encoding

    def guess_all_extensions(self, type, strict=True):
        """A list of the suffixes of a type."""
        type = type.lower()
        found = self.types_map_inv[True].get(type, [])
        if not strict:
            found = found + self.types_map_inv[False].get(type, [])
        return list(dict.fromkeys(found))

    def guess_extension(self, type, strict=True):
        """The first suffix of a type, or None."""
        return next(iter(self.guess_all_extensions(type, strict)), None)

    def read(self, filename, strict=True):
        """Add what a file such as /etc/mime.types has."""
        with open(filename, encoding="utf-8") as file:
            self.readfp(file, strict)

    def readfp(self, fp, strict=True):
        """Add what an open file has: lines of a type and its suffixes without dots."""
        for line in iter(fp.readline, ""):
            words = line.split()
            end = next((i for i, word in enumerate(words) if word.startswith("#")), None)
            for suffix in words[1:end] if end != 0 else ():
                self.add_type(words[0], "." + suffix, strict)

    def read_windows_registry(self, strict=True):
        """Nothing; there is no registry."""


def _database():
    if _db is None:
        init()
    return _db


def guess_type(url, strict=True):
    """(type, encoding) of what a URL or a path names, e.g. ("application/x-tar", "gzip"); None for
    what is not known. Types that are not registered count only if strict is false."""
    return _database().guess_type(url, strict)


def guess_file_type(path, *, strict=True):
    """(type, encoding) of a file's path."""
    return _database().guess_file_type(path, strict=strict)


def guess_all_extensions(type, strict=True):
    """A list of the suffixes of a type, with dots."""
    return _database().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """A suffix of a type, with its dot, or None."""
    return _database().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """Let a suffix, dot and all, have this type."""
    return _database().add_type(type, ext, strict)


def init(files=None):
    """Fill the tables anew from knownfiles; with files, add these (to them, the first time)."""
    global _db, inited, types_map, common_types, suffix_map, encodings_map
    inited = True
    if files is not None and _db is not None:
        database, names = _db, files
    else:
        database, names = MimeTypes(), [*knownfiles, *(files or ())]
    for name in filter(os.path.isfile, names):
        database.read(name)
    types_map, common_types = database.types_map[True], database.types_map[False]
    suffix_map, encodings_map = database.suffix_map, database.encodings_map
    _db = database


def read_mime_types(file):
    """Suffix to type of a file such as /etc/mime.types and of the defaults; None if it cannot be
    read."""
    try:
        opened = open(file, encoding="utf-8")
    except OSError:
        return None
    with opened:
        database = MimeTypes()
        database.readfp(opened)
    return database.types_map[True]


_USAGE = """\
Usage: mimetypes.py [options] type

Options:
    --help / -h       -- print this message and exit
    --lenient / -l    -- additionally search of some common, but non-standard
                         types.
    --extension / -e  -- guess extension instead of type

More than one type argument may be given.
"""


def _main():
    import getopt
    import sys
    try:
        options, names = getopt.getopt(sys.argv[1:], "hle", ["help", "lenient", "extension"])
    except getopt.error as error:
        print(_USAGE, error, sep="\n")
        sys.exit(1)
    given = {option.lstrip("-")[0] for option, _ in options}
    if "h" in given:
        print(_USAGE)
        sys.exit(0)
    for name in names:
        kind, encoding = guess_type(name, "l" not in given)
        answer = f"type: {kind} encoding: {encoding}" if kind else None
        if "e" in given:
            answer = guess_extension(name, "l" not in given)
        print(answer or f"I don't know anything about type {name}")


if __name__ == "__main__":
    _main()
