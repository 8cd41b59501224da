"""Virtual environments, which Folio does not make: it is one file and needs no folder around it."""

_REASON = ("Folio makes no virtual environments: it is one file. PYTHONPATH and --site=DIR take "
           "their place; an environment that another Python made is used with "
           "--site=ENV/lib/python3.X/site-packages")


class EnvBuilder:
    def __init__(self, *args, **keywords):
        raise NotImplementedError(_REASON)


def create(*args, **keywords):
    raise NotImplementedError(_REASON)


if __name__ == "__main__":
    raise SystemExit(f"venv: {_REASON}")
