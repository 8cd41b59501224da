"""Readers of resources made of little; importlib.resources.simple has them."""

from .resources.simple import ResourceContainer, ResourceHandle, SimpleReader, TraversableReader

__all__ = ["SimpleReader", "ResourceHandle", "ResourceContainer", "TraversableReader"]
