"""Files inside packages, wherever the packages are: in folders or in zip files."""

from ._common import Anchor, Package, as_file, files
from ._functional import (contents, is_resource, open_binary, open_text, path, read_binary,
                          read_text)
from .abc import ResourceReader

__all__ = ["Package", "Anchor", "ResourceReader", "as_file", "files", "contents", "is_resource",
           "open_binary", "open_text", "path", "read_binary", "read_text"]
