"""_frozen_importlib_external once more, for those who cannot import that: the same code in a module of its own."""

import _imp

exec(_imp.get_frozen_object("_frozen_importlib_external"))
