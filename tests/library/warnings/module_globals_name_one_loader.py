"""warn_explicit(): the loader of module_globals is in its __spec__, and nowhere else."""
import types
import warnings

warnings.simplefilter("always")


def tell(module_globals):
    with warnings.catch_warnings(record=True) as shown:
        try:
            warnings.warn_explicit("text", UserWarning, "file", 1, module_globals=module_globals)
        except Exception as error:
            return type(error).__name__, str(error)
    return [(entry.category.__name__, str(entry.message)) for entry in shown]


def spec(**attributes):
    return types.SimpleNamespace(**attributes)


loader = object()
print(tell(None), tell({}), tell({"__loader__": None}))  # expect: [('UserWarning', 'text')] [('UserWarning', 'text')] [('UserWarning', 'text')]
print(tell(True))  # expect: ('TypeError', "module_globals must be a dict, not 'bool'")
print(tell({"__loader__": loader, "__spec__": spec(loader=loader)}))  # expect: [('UserWarning', 'text')]
print(tell({"__spec__": spec(loader=loader)}))  # expect: [('UserWarning', 'text')]
print(tell({"__loader__": loader}))  # expect: [('DeprecationWarning', 'Module globals is missing a __spec__.loader'), ('UserWarning', 'text')]
print(tell({"__loader__": loader, "__spec__": None}))  # expect: [('DeprecationWarning', 'Module globals is missing a __spec__.loader'), ('UserWarning', 'text')]
print(tell({"__loader__": loader, "__spec__": spec()}))  # expect: [('DeprecationWarning', 'Module globals is missing a __spec__.loader'), ('UserWarning', 'text')]
print(tell({"__loader__": loader, "__spec__": spec(loader=object())}))  # expect: [('DeprecationWarning', 'Module globals; __loader__ != __spec__.loader'), ('UserWarning', 'text')]
print(tell({"__spec__": None}))  # expect: ('ValueError', 'Module globals is missing a __spec__.loader')
print(tell({"__spec__": spec()}))  # expect: ('AttributeError', 'Module globals is missing a __spec__.loader')
print(tell({"__loader__": None, "__spec__": spec(loader=None)}))  # expect: ('ValueError', 'Module globals is missing a __spec__.loader')
