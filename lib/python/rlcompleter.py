"""Completion of names for readline: keywords, builtins, names of a namespace, attributes."""

import atexit
import builtins
import inspect
import keyword
import re
import warnings

import __main__

__all__ = ["Completer"]

# What stands alone; behind others there is a colon or a blank.
_ALONE = {"False", "None", "True", "break", "continue", "pass", "else", "_"}
_BEFORE_COLON = {"finally", "try"}


class Completer:
    """Completes names of a namespace, by default that of __main__."""

    def __init__(self, namespace=None):
        if namespace and not isinstance(namespace, dict):
            raise TypeError("namespace must be a dictionary")
        self.use_main_ns = namespace is None
        if namespace is not None:
            self.namespace = namespace

    def complete(self, text, state):
        """The completion number `state` of the text, None behind the last."""
        if self.use_main_ns:
            self.namespace = __main__.__dict__
        if not text.strip():
            return _insert_tab() if state == 0 else None
        if state == 0:
            with warnings.catch_warnings(action="ignore"):
                find = self.attr_matches if "." in text else self.global_matches
                self.matches = find(text)
        return self.matches[state] if state < len(self.matches) else None

    def _callable_postfix(self, val, word):
        """The word with a parenthesis if it can be called, both if there are no arguments."""
        if not callable(val):
            return word
        try:
            return word + ("(" if inspect.signature(val).parameters else "()")
        except ValueError:
            return word + "("

    def global_matches(self, text):
        """A list of keywords and names that begin with the text."""
        matches, seen = [], {"__builtins__"}
        for word in keyword.kwlist + keyword.softkwlist:
            if word.startswith(text):
                seen.add(word)
                behind = ":" if word in _BEFORE_COLON else "" if word in _ALONE else " "
                matches.append(word + behind)
        for names in self.namespace, vars(builtins):
            for word, value in names.items():
                if word.startswith(text) and word not in seen:
                    seen.add(word)
                    matches.append(self._callable_postfix(value, word))
        return matches

    def attr_matches(self, text):
        """A list of NAME.NAME.attribute; names with underscores only if there are no others or
        the text has them."""
        match = re.match(r"(\w+(?:\.\w+)*)\.(\w*)", text)
        if not match:
            return []
        expression, start = match.groups()
        try:
            owner = eval(expression, self.namespace)
        except Exception:
            return []
        words = {word for word in dir(owner) if word.startswith(start)} - {"__builtins__"}
        if hasattr(owner, "__class__"):
            words |= {word for word in ("__class__", *get_class_members(owner.__class__))
                      if word.startswith(start)}
        for hidden in {"": ("_", "__"), "_": ("__",)}.get(start, ()):
            if shown := {word for word in words if not word.startswith(hidden)}:
                words = shown
                break
        return sorted(self._attribute(owner, expression, word) for word in words)

    def _attribute(self, owner, expression, word):
        full = f"{expression}.{word}"
        # A property may be slow, or do something.
        if isinstance(getattr(type(owner), word, None), property):
            return full
        return self._callable_postfix(getattr(owner, word, None), full)


def get_class_members(klass):
    """Names of the attributes of a class and its bases."""
    names = dir(klass)
    for base in getattr(klass, "__bases__", ()):
        names += get_class_members(base)
    return names


def _insert_tab():
    if not _readline_available:
        return "\t"
    readline.insert_text("\t")
    readline.redisplay()
    return ""


try:
    import readline
except ImportError:
    _readline_available = False
else:
    readline.set_completer(Completer().complete)
    atexit.register(readline.set_completer, None)
    _readline_available = True
