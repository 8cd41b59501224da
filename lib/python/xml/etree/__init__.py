"""The ElementTree library: ElementTree (trees) and ElementPath (paths in them)."""
