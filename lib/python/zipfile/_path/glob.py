"""Glob patterns for the names in an archive, as regular expressions."""

import os
import re

_default_seps = os.sep + str(os.altsep) * bool(os.altsep)


class Translator:
    """Patterns for names whose parts are separated by any of the characters `seps`."""

    def __init__(self, seps=_default_seps):
        assert seps and set(seps) <= set(_default_seps), "Invalid separators"
        self.seps = seps

    def translate(self, pattern):
        """A regular expression for the names that fit the pattern, with or without a slash at
        their end."""
        return rf"(?s:{self._translate_core(pattern)}[{self.seps}]?)\Z"

    def _translate_core(self, pattern):
        for segment in re.split(rf"[{re.escape(self.seps)}]", pattern):
            if "**" in segment and segment != "**":
                raise ValueError("** must appear alone in a path segment")
        pattern = re.sub(rf"(?<![^{re.escape(self.seps)}])\*(?![^{re.escape(self.seps)}])", "?*",
                         pattern)
        return "".join(map(self._replace, re.finditer(r"(\[[^\]]*\])|([^\[]+)|(\[)", pattern)))

    def _replace(self, match):
        """A set stays as it is; in what stands between sets * and ? are translated."""
        if match[1]:
            return match[1]
        text = re.escape(match[0])
        text = text.replace(r"\*\*", ".*").replace(r"\*", rf"[^{re.escape(self.seps)}]*")
        return text.replace(r"\?", rf"[^{re.escape(self.seps)}]")
