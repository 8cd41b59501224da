"""The arguments of calls as inspect told them before there were signatures."""

from collections import namedtuple
from inspect import (_KEYWORD_ONLY, _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_KEYWORD,
                     _VAR_POSITIONAL, Signature, _empty, _ParameterKind,
                     _signature_from_callable, ismethod)

__name__ = "inspect"


FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, "
                                        "kwonlydefaults, annotations")


def getfullargspec(func):
    """The parameters of a callable, with the self of methods: see signature() for a better way."""
    try:
        sig = _signature_from_callable(func, follow_wrapper_chains=False, skip_bound_arg=False,
                                       sigcls=Signature, eval_str=False)
    except Exception as e:
        raise TypeError("unsupported callable") from e
    by_kind = {kind: [] for kind in _ParameterKind}
    for param in sig.parameters.values():
        by_kind[param.kind].append(param)
    positional = by_kind[_POSITIONAL_ONLY] + by_kind[_POSITIONAL_OR_KEYWORD]
    keyword_only = by_kind[_KEYWORD_ONLY]
    annotations = {param.name: param.annotation for param in sig.parameters.values()}
    annotations = {"return": sig.return_annotation, **annotations}
    return FullArgSpec(
        args=_names(positional),
        varargs=next(iter(_names(by_kind[_VAR_POSITIONAL])), None),
        varkw=next(iter(_names(by_kind[_VAR_KEYWORD])), None),
        defaults=tuple(p.default for p in positional if p.default is not _empty) or None,
        kwonlyargs=_names(keyword_only),
        kwonlydefaults={p.name: p.default for p in keyword_only if p.default is not _empty} or None,
        annotations={name: value for name, value in annotations.items() if value is not _empty})


def _names(params):
    return [param.name for param in params]


def getcallargs(func, /, *positional, **named):
    """What each parameter would get from a call with these arguments, as a dict."""
    spec = getfullargspec(func)
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__, *positional)
    values = dict(zip(spec.args, positional))
    if spec.varargs:
        values[spec.varargs] = positional[len(spec.args):]
    if spec.varkw:
        values[spec.varkw] = {}
    for name, value in named.items():
        target = values
        if name not in spec.args and name not in spec.kwonlyargs:
            if not spec.varkw:
                raise TypeError(
                    f"{func.__name__}() got an unexpected keyword argument {name!r}")
            target = values[spec.varkw]
        elif name in values:
            raise TypeError(f"{func.__name__}() got multiple values for argument {name!r}")
        target[name] = value
    defaults = spec.defaults or ()
    required = len(spec.args) - len(defaults)
    if len(positional) > len(spec.args) and not spec.varargs:
        _raise_too_many(func, spec, required, len(positional), values)
    _check_given(func, "positional", spec.args[:required], values)
    for name, default in (*zip(spec.args[required:], defaults),
                          *(spec.kwonlydefaults or {}).items()):
        values.setdefault(name, default)
    _check_given(func, "keyword-only", spec.kwonlyargs, values)
    return values


def _s(count):
    return "" if count == 1 else "s"


def _check_given(func, kind, names, values):
    missing = [repr(name) for name in names if name not in values]
    if missing:
        *before, last = missing
        listed = f"{', '.join(before)} and {last}" if before else last
        raise TypeError(f"{func.__name__}() missing {len(missing)} required {kind} "
                        f"argument{_s(len(missing))}: {listed}")


def _raise_too_many(func, spec, required, given, values):
    keyword_only = sum(name in values for name in spec.kwonlyargs)
    takes = f"from {required} to {len(spec.args)}" if spec.defaults else str(len(spec.args))
    were = f"{given} {'was' if given == 1 and not keyword_only else 'were'}"
    if keyword_only:
        were = (f"{given} positional argument{_s(given)} (and {keyword_only} keyword-only "
                f"argument{_s(keyword_only)}) were")
    raise TypeError(f"{func.__name__}() takes {takes} positional "
                    f"argument{_s(2 if spec.defaults else len(spec.args))} but {were} given")
