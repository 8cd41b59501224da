"""The parts of xml.etree.ElementTree that are C, under the name that CPython gives them."""

from _etree import Element, ParseError, SubElement, TreeBuilder, XMLParser, _set_factories
