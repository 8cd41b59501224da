"""The installation of pip, which Folio does not do: it uses what another Python's pip installed."""

_REASON = ("Folio installs no packages: another Python's pip does, and --site=DIR or PYTHONPATH "
           "uses them here")


def version():
    raise NotImplementedError(_REASON)


def bootstrap(**keywords):
    raise NotImplementedError(_REASON)


if __name__ == "__main__":
    raise SystemExit(f"ensurepip: {_REASON}")
