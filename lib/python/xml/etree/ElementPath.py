"""Paths in element trees: a limited XPath.

A path is cut into tokens and compiled to a chain of selectors, each of which takes elements and
gives others; compiled paths are kept.
"""

import re

xpath_tokenizer_re = re.compile(
    r"("
    r"'[^']*'|\"[^\"]*\"|"
    r"::|"
    r"//?|"
    r"\.\.|"
    r"\(\)|"
    r"!=|"
    r"[/.*:\[\]\(\)@=])|"
    r"((?:\{[^}]+\})?[^/\[\]\(\)@!=\s]+)|"
    r"\s+"
)


def xpath_tokenizer(pattern, namespaces=None):
    """(operator, name) pairs; prefixes become the namespaces they stand for."""
    default_namespace = namespaces.get('') if namespaces else None
    in_attribute = False
    for operator, name in xpath_tokenizer_re.findall(pattern):
        if name and name[0] != '{':
            if ':' in name:
                prefix, local = name.split(':', 1)
                try:
                    if not namespaces:
                        raise KeyError
                    yield operator, '{%s}%s' % (namespaces[prefix], local)
                except KeyError:
                    raise SyntaxError('prefix %r not found in prefix map' % prefix) from None
            elif default_namespace and not in_attribute:
                yield operator, '{%s}%s' % (default_namespace, name)
            else:
                yield operator, name
            in_attribute = False
        else:
            yield operator, name
            in_attribute = operator == '@'


class _SelectorContext:
    """What selectors need to know: the parent of every element, when one asks for it."""

    def __init__(self, root):
        self.root = root
        self._parents = None

    @property
    def parents(self):
        if self._parents is None:
            self._parents = {child: parent for parent in self.root.iter() for child in parent}
        return self._parents


def _is_wildcard_tag(tag):
    return tag[:3] == '{*}' or tag[-2:] == '}*'


def _tag_test(tag):
    """Does a tag fit one with a wildcard?"""
    if tag == '{*}*':
        return lambda found: isinstance(found, str)
    if tag == '{}*':
        return lambda found: isinstance(found, str) and found[0] != '{'
    if tag[:3] == '{*}':
        local = tag[3:]
        suffix = tag[2:]
        return lambda found: isinstance(found, str) and (
            found == local or found[0] == '{' and found[-len(suffix):] == suffix)
    if tag[-2:] == '}*':
        namespace = tag[:-1]
        return lambda found: isinstance(found, str) and found.startswith(namespace)
    raise RuntimeError(f'internal parser error, got {tag}')


def _local_tag(tag):
    return tag[2:] if tag[:2] == '{}' else tag      # {}tag is in no namespace


def prepare_child(next, token):
    tag = token[1]
    if _is_wildcard_tag(tag):
        fits = _tag_test(tag)

        def select(context, result):
            for element in result:
                for child in element:
                    if fits(child.tag):
                        yield child
    else:
        tag = _local_tag(tag)

        def select(context, result):
            for element in result:
                for child in element:
                    if child.tag == tag:
                        yield child
    return select


def prepare_star(next, token):
    def select(context, result):
        for element in result:
            yield from element
    return select


def prepare_self(next, token):
    def select(context, result):
        yield from result
    return select


def prepare_descendant(next, token):
    try:
        token = next()
    except StopIteration:
        return None
    if token[0] == '*':
        tag = '*'
    elif not token[0]:
        tag = token[1]
    else:
        raise SyntaxError('invalid descendant')
    if _is_wildcard_tag(tag):
        fits = _tag_test(tag)

        def select(context, result):
            for element in result:
                for descendant in element.iter():
                    if descendant is not element and fits(descendant.tag):
                        yield descendant
    else:
        tag = _local_tag(tag)

        def select(context, result):
            for element in result:
                for descendant in element.iter(tag):
                    if descendant is not element:
                        yield descendant
    return select


def prepare_parent(next, token):
    def select(context, result):
        seen = {}
        for element in result:
            parent = context.parents.get(element)
            if parent is not None and parent not in seen:
                seen[parent] = None
                yield parent
    return select


def _text_in(element, tag):
    """The texts of the children of that tag, or of the element itself."""
    if tag == '.':
        return [''.join(element.itertext())]
    return [''.join(child.itertext()) for child in element.findall(tag)]


def prepare_predicate(next, token):
    # The kind of a predicate is told by the shape of its tokens: @-='' for [@name='value'].
    shape = []
    values = []
    while True:
        try:
            token = next()
        except StopIteration:
            return None
        if token[0] == ']':
            break
        if token == ('', ''):
            continue
        if token[0] and token[0][:1] in '\'"':
            token = "'", token[0][1:-1]
        shape.append(token[0] or '-')
        values.append(token[1])
    shape = ''.join(shape)

    if shape == '@-':
        key = values[1]
        return _filter(lambda element: element.get(key) is not None)
    if shape in ("@-='", "@-!='"):
        key, value = values[1], values[-1]
        if '!=' in shape:
            return _filter(lambda element: (found := element.get(key)) is not None
                           and found != value)

        def select(context, result):
            for element in result:
                if element.get(key) == value:
                    yield element
        return select
    if shape == '-' and not re.match(r'\-?\d+$', values[0]):
        tag = values[0]
        return _filter(lambda element: element.find(tag) is not None)
    if shape in (".='", ".!='", "-='", "-!='") and not (
            shape[0] == '-' and re.match(r'\-?\d+$', values[0])):
        tag, value = values[0] or '.', values[-1]
        if '!=' in shape:
            return _filter(lambda element: any(text != value for text in _text_in(element, tag)))
        return _filter(lambda element: any(text == value for text in _text_in(element, tag)))
    if shape in ('-', '-()', '-()-'):
        return _by_index(shape, values)
    raise SyntaxError('invalid predicate')


def _filter(keeps):
    def select(context, result):
        for element in result:
            if keeps(element):
                yield element
    return select


def _by_index(shape, values):
    """[2], [last()], [last()-1]: among the children of that tag of the same parent."""
    if shape == '-':
        index = int(values[0]) - 1
        if index < 0:
            raise SyntaxError('XPath position >= 1 expected')
    else:
        if values[0] != 'last':
            raise SyntaxError('unsupported function')
        index = -1
        if shape == '-()-':
            try:
                index = int(values[2]) - 1
            except ValueError:
                raise SyntaxError('unsupported expression')
            if index > -2:
                raise SyntaxError('XPath offset from last() must be negative')

    def select(context, result):
        for element in result:
            try:
                siblings = list(context.parents[element].findall(element.tag))
                if siblings[index] is element:
                    yield element
            except (IndexError, KeyError):
                pass
    return select


ops = {
    '': prepare_child,
    '*': prepare_star,
    '.': prepare_self,
    '..': prepare_parent,
    '//': prepare_descendant,
    '[': prepare_predicate,
}

_is_path = re.compile(r'[/*\[@.{]').search
_cache = {}


def iterfind(elem, path, namespaces=None):
    """All elements that the path leads to."""
    if path[-1:] == '/':
        path += '*'
    if namespaces is None and _is_path(path) is None:
        return (child for child in elem if child.tag == path)       # only a tag
    key = (path,)
    if namespaces:
        key += tuple(sorted(namespaces.items()))
    selectors = _cache.get(key)
    if selectors is None:
        selectors = _compile(path, namespaces)
        if len(_cache) > 100:
            _cache.clear()
        _cache[key] = selectors
    result = [elem]
    context = _SelectorContext(elem)
    for select in selectors:
        result = select(context, result)
    return result


def _compile(path, namespaces):
    if path[:1] == '/':
        raise SyntaxError('cannot use absolute path on element')
    next = iter(xpath_tokenizer(path, namespaces)).__next__
    selectors = []
    try:
        token = next()
    except StopIteration:
        return selectors
    while True:
        try:
            selectors.append(ops[token[0]](next, token))
        except StopIteration:
            raise SyntaxError('invalid path') from None
        try:
            token = next()
            if token[0] == '/':
                token = next()
        except StopIteration:
            return [select for select in selectors if select is not None]


def find(elem, path, namespaces=None):
    return next(iter(iterfind(elem, path, namespaces)), None)


def findall(elem, path, namespaces=None):
    return list(iterfind(elem, path, namespaces))


def findtext(elem, path, default=None, namespaces=None):
    found = find(elem, path, namespaces)
    if found is None:
        return default
    return '' if found.text is None else found.text
