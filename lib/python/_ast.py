"""The classes of syntax trees, from the grammar below. compile() makes and takes their instances."""

# Field types: ? may be None, * is a list.
_GRAMMAR = """
mod = Module(stmt* body, type_ignore* type_ignores)
    | Interactive(stmt* body)
    | Expression(expr body)
    | FunctionType(expr* argtypes, expr returns)
stmt = FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
    | AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
    | ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)
    | Return(expr? value)
    | Delete(expr* targets)
    | Assign(expr* targets, expr value, string? type_comment)
    | TypeAlias(expr name, type_param* type_params, expr value)
    | AugAssign(expr target, operator op, expr value)
    | AnnAssign(expr target, expr annotation, expr? value, int simple)
    | For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
    | AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
    | While(expr test, stmt* body, stmt* orelse)
    | If(expr test, stmt* body, stmt* orelse)
    | With(withitem* items, stmt* body, string? type_comment)
    | AsyncWith(withitem* items, stmt* body, string? type_comment)
    | Match(expr subject, match_case* cases)
    | Raise(expr? exc, expr? cause)
    | Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
    | TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
    | Assert(expr test, expr? msg)
    | Import(alias* names)
    | ImportFrom(identifier? module, alias* names, int? level)
    | Global(identifier* names)
    | Nonlocal(identifier* names)
    | Expr(expr value)
    | Pass
    | Break
    | Continue
expr = BoolOp(boolop op, expr* values)
    | NamedExpr(expr target, expr value)
    | BinOp(expr left, operator op, expr right)
    | UnaryOp(unaryop op, expr operand)
    | Lambda(arguments args, expr body)
    | IfExp(expr test, expr body, expr orelse)
    | Dict(expr?* keys, expr* values)
    | Set(expr* elts)
    | ListComp(expr elt, comprehension* generators)
    | SetComp(expr elt, comprehension* generators)
    | DictComp(expr key, expr value, comprehension* generators)
    | GeneratorExp(expr elt, comprehension* generators)
    | Await(expr value)
    | Yield(expr? value)
    | YieldFrom(expr value)
    | Compare(expr left, cmpop* ops, expr* comparators)
    | Call(expr func, expr* args, keyword* keywords)
    | FormattedValue(expr value, int conversion, expr? format_spec)
    | JoinedStr(expr* values)
    | Constant(constant value, string? kind)
    | Attribute(expr value, identifier attr, expr_context ctx)
    | Subscript(expr value, expr slice, expr_context ctx)
    | Starred(expr value, expr_context ctx)
    | Name(identifier id, expr_context ctx)
    | List(expr* elts, expr_context ctx)
    | Tuple(expr* elts, expr_context ctx)
    | Slice(expr? lower, expr? upper, expr? step)
expr_context = Load | Store | Del
boolop = And | Or
operator = Add | Sub | Mult | MatMult | Div | Mod | Pow | LShift | RShift | BitOr | BitXor | BitAnd | FloorDiv
unaryop = Invert | Not | UAdd | USub
cmpop = Eq | NotEq | Lt | LtE | Gt | GtE | Is | IsNot | In | NotIn
comprehension = (expr target, expr iter, expr* ifs, int is_async)
excepthandler = ExceptHandler(expr? type, identifier? name, stmt* body)
arguments = (arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults)
arg = (identifier arg, expr? annotation, string? type_comment)
keyword = (identifier? arg, expr value)
alias = (identifier name, identifier? asname)
withitem = (expr context_expr, expr? optional_vars)
match_case = (pattern pattern, expr? guard, stmt* body)
pattern = MatchValue(expr value)
    | MatchSingleton(constant value)
    | MatchSequence(pattern* patterns)
    | MatchMapping(expr* keys, pattern* patterns, identifier? rest)
    | MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)
    | MatchStar(identifier? name)
    | MatchAs(pattern? pattern, identifier? name)
    | MatchOr(pattern* patterns)
type_ignore = TypeIgnore(int lineno, string tag)
type_param = TypeVar(identifier name, expr? bound, expr? default_value)
    | ParamSpec(identifier name, expr? default_value)
    | TypeVarTuple(identifier name, expr? default_value)
"""

PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_ONLY_AST = 0x400
PyCF_OPTIMIZED_AST = 0x8400
PyCF_TYPE_COMMENTS = 0x1000

_POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")
_Union = type(int | None)
_Alias = type(list[int])


def _warn(message, level=4):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=level)


class AST:
    _fields = ()
    _attributes = ()
    __match_args__ = ()
    _field_types = {}

    def __init__(self, /, *args, **kwargs):
        cls = type(self)
        fields = cls._fields
        if len(args) > len(fields):
            raise TypeError(f"{cls.__name__} constructor takes at most {len(fields)} "
                            f"positional argument{'s' if len(fields) != 1 else ''}")
        for name, value in zip(fields, args):
            setattr(self, name, value)
        remaining = set(fields[len(args):])
        for name, value in kwargs.items():
            if name in remaining:
                remaining.discard(name)
            elif name in fields:
                raise TypeError(f"{cls.__name__} got multiple values for argument {name!r}")
            elif name not in cls._attributes:
                _warn(f"{cls.__name__}.__init__ got an unexpected keyword argument {name!r}. "
                      "Support for arbitrary keyword arguments is deprecated and will be removed "
                      "in Python 3.15.", 3)
            setattr(self, name, value)
        for name in fields:
            if name in remaining:
                self._set_default(name)

    def _set_default(self, name):
        cls = type(self)
        if name not in cls._field_types:
            _warn(f"Field {name!r} is missing from {cls.__name__}._field_types. "
                  "This will become an error in Python 3.15.")
            return
        wanted = cls._field_types[name]
        if type(wanted) is _Union:
            if not hasattr(cls, name):
                setattr(self, name, None)
        elif type(wanted) is _Alias and wanted.__origin__ is list:
            setattr(self, name, [])
        elif wanted is expr_context:
            setattr(self, name, _instances["Load"])
        else:
            _warn(f"{cls.__name__}.__init__ missing 1 required positional argument: {name!r}. "
                  "This will become an error in Python 3.15.")

    def __reduce__(self):
        # The constructor gets None for the fields, which the state has: a tree may refer to itself.
        given = 0
        for name in type(self)._fields:
            if name not in self.__dict__:
                break
            given += 1
        return type(self), (None,) * given, dict(self.__dict__)


AST.__module__ = "ast"


def _field_type(written, types):
    base = written.rstrip("?*")
    if base == "identifier" or base == "string":
        found = str
    elif base == "int":
        found = int
    elif base == "constant":
        found = object
    else:
        found = types[base]
    if written.endswith("*"):
        return list[found]
    if written.endswith("?"):
        return found | None
    return found


def _split_fields(text):
    return [tuple(field.split()) for field in text.split(", ")] if text else []


def _make_class(name, base, fields, attributes, doc, optional_attributes):
    names = tuple(field for _, field in fields)
    namespace = {
        "__module__": "ast",
        "__doc__": doc,
        "_fields": names,
        "__match_args__": names,
        "_written": fields,
    }
    if attributes is not None:
        namespace["_attributes"] = attributes
        if optional_attributes:
            namespace["end_lineno"] = namespace["end_col_offset"] = None
    for written, field in fields:
        if written.endswith("?"):
            namespace[field] = None
    return type(name, (base,), namespace)


def _make_classes():
    types, made = {}, []
    for rule in _GRAMMAR.strip().replace("\n    ", " ").split("\n"):
        name, right = rule.split(" = ", 1)
        placed = name in ("stmt", "expr", "excepthandler", "pattern", "type_param")
        if right[0] == "(":
            fields = _split_fields(right[1:-1])
            placed = name in ("arg", "keyword", "alias")
            attributes = _POSITIONS if placed else ()
            types[name] = _make_class(name, AST, fields, attributes, name + right, placed)
            continue
        strict = name in ("pattern", "type_param")
        doc = rule.replace(" | ", "\n" + " " * (len(name) + 1) + "| ") if "(" in rule else rule
        base = _make_class(name, AST, [], _POSITIONS if placed else (), doc,
                           placed and not strict)
        types[name] = base
        for part in right.split(" | "):
            constructor, _, inside = part.partition("(")
            fields = _split_fields(inside.rstrip(")"))
            made.append(_make_class(constructor, base, fields, None, part, False))
    for cls in [*types.values(), *made]:
        globals()[cls.__name__] = cls
    for cls in [*types.values(), *made]:
        cls._field_types = {field: _field_type(written, types) for written, field in cls._written}
        if cls._written:
            cls.__annotations__ = cls._field_types
        del cls._written
    empty = ("expr_context", "boolop", "operator", "unaryop", "cmpop")
    return {cls.__name__: cls() for cls in made if cls.__base__.__name__ in empty}


_instances = _make_classes()
