"""Methods that subclasses must bring, made from lists of their names."""


def _make(owner, name, is_coroutine):
    if is_coroutine:
        async def method(self, *args, **kwargs):
            raise NotImplementedError
    else:
        def method(self, *args, **kwargs):
            raise NotImplementedError
    method.__name__, method.__module__ = name, owner.__module__
    method.__qualname__ = f"{owner.__qualname__}.{name}"
    return method


def methods(plain="", awaited=""):
    """Decorates a class: methods of these names raise NotImplementedError."""
    def decorate(owner):
        for names, is_coroutine in ((plain, False), (awaited, True)):
            for name in names.split():
                setattr(owner, name, _make(owner, name, is_coroutine))
        return owner
    return decorate
