"""Encodings of several bytes for a character: none yet."""


def find(name):
    return None
