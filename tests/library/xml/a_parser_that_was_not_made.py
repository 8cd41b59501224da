"""A parser whose __init__() was not called knows its version, and nothing else."""
from xml.etree.ElementTree import XMLParser


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return type(error).__name__


parser = XMLParser.__new__(XMLParser)
print(parser.version.startswith("Expat "))  # expect: True
print(attempt(parser.feed, "<a/>"), attempt(parser.close), attempt(parser.flush))  # expect: ValueError ValueError ValueError
