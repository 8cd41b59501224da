"""The classes of syntax tree nodes, made from the grammar of Python's abstract syntax."""

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8400


class AST:
    _fields = ()
    _attributes = ()
    _field_types = {}
    __match_args__ = ()

    def __init__(self, /, *args, **kwargs):
        cls = type(self)
        fields = cls._fields
        if len(args) > len(fields):
            plural = "" if len(fields) == 1 else "s"
            raise TypeError(f"{cls.__name__} constructor takes at most {len(fields)} positional "
                            f"argument{plural}")
        given = set()
        for name, value in zip(fields, args):
            setattr(self, name, value)
            given.add(name)
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"{cls.__name__} got multiple values for argument {name!r}")
            if name not in fields and name not in cls._attributes:
                import warnings
                warnings.warn(f"{cls.__name__}.__init__ got an unexpected keyword argument "
                              f"{name!r}. Support for arbitrary keyword arguments is deprecated "
                              "and will be removed in Python 3.15.", DeprecationWarning, 2)
            setattr(self, name, value)
            given.add(name)
        kinds = cls._kinds
        for name in fields:
            if name in given or name not in kinds:
                continue
            kind = kinds[name]
            if kind.endswith("*"):
                setattr(self, name, [])
            elif kind == "expr_context":
                setattr(self, name, Load())
            elif not kind.endswith("?"):
                import warnings
                warnings.warn(f"{cls.__name__}.__init__ missing 1 required positional argument: "
                              f"{name!r}. This will become an error in Python 3.15.",
                              DeprecationWarning, 2)

    def __reduce__(self):
        return type(self), (), dict(vars(self))

    def __replace__(self, /, **changes):
        cls = type(self)
        known = set(cls._fields) | set(cls._attributes) | set(vars(self))
        for name in changes:
            if name not in known:
                raise TypeError(f"{cls.__name__}.__replace__ got an unexpected keyword argument "
                                f"{name!r}.")
        new = cls.__new__(cls)
        vars(new).update(vars(self))
        vars(new).update(changes)
        return new

    _kinds = {}


AST.__module__ = "ast"
_POSITION = ("lineno", "col_offset", "end_lineno", "end_col_offset")

# sum type (with positions, if marked by @): constructors with their fields
_GRAMMAR = """
mod = Module(stmt* body, type_ignore* type_ignores) | Interactive(stmt* body)
    | Expression(expr body) | FunctionType(expr* argtypes, expr returns)
stmt@ = FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
    | AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
    | ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)
    | Return(expr? value) | Delete(expr* targets) | Assign(expr* targets, expr value, string? type_comment)
    | TypeAlias(expr name, type_param* type_params, expr value) | AugAssign(expr target, operator op, expr value)
    | AnnAssign(expr target, expr annotation, expr? value, int simple)
    | For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
    | AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
    | While(expr test, stmt* body, stmt* orelse) | If(expr test, stmt* body, stmt* orelse)
    | With(withitem* items, stmt* body, string? type_comment)
    | AsyncWith(withitem* items, stmt* body, string? type_comment)
    | Match(expr subject, match_case* cases) | Raise(expr? exc, expr? cause)
    | Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
    | TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
    | Assert(expr test, expr? msg) | Import(alias* names)
    | ImportFrom(identifier? module, alias* names, int? level) | Global(identifier* names)
    | Nonlocal(identifier* names) | Expr(expr value) | Pass() | Break() | Continue()
expr@ = BoolOp(boolop op, expr* values) | NamedExpr(expr target, expr value)
    | BinOp(expr left, operator op, expr right) | UnaryOp(unaryop op, expr operand)
    | Lambda(arguments args, expr body) | IfExp(expr test, expr body, expr orelse)
    | Dict(expr* keys, expr* values) | Set(expr* elts) | ListComp(expr elt, comprehension* generators)
    | SetComp(expr elt, comprehension* generators)
    | DictComp(expr key, expr value, comprehension* generators)
    | GeneratorExp(expr elt, comprehension* generators) | Await(expr value) | Yield(expr? value)
    | YieldFrom(expr value) | Compare(expr left, cmpop* ops, expr* comparators)
    | Call(expr func, expr* args, keyword* keywords)
    | FormattedValue(expr value, int conversion, expr? format_spec) | JoinedStr(expr* values)
    | Constant(constant value, string? kind) | Attribute(expr value, identifier attr, expr_context ctx)
    | Subscript(expr value, expr slice, expr_context ctx) | Starred(expr value, expr_context ctx)
    | Name(identifier id, expr_context ctx) | List(expr* elts, expr_context ctx)
    | Tuple(expr* elts, expr_context ctx) | Slice(expr? lower, expr? upper, expr? step)
expr_context = Load() | Store() | Del()
boolop = And() | Or()
operator = Add() | Sub() | Mult() | MatMult() | Div() | Mod() | Pow() | LShift() | RShift()
    | BitOr() | BitXor() | BitAnd() | FloorDiv()
unaryop = Invert() | Not() | UAdd() | USub()
cmpop = Eq() | NotEq() | Lt() | LtE() | Gt() | GtE() | Is() | IsNot() | In() | NotIn()
comprehension = (expr target, expr iter, expr* ifs, int is_async)
excepthandler@ = ExceptHandler(expr? type, identifier? name, stmt* body)
arguments = (arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults)
arg@ = (identifier arg, expr? annotation, string? type_comment)
keyword@ = (identifier? arg, expr value)
alias@ = (identifier name, identifier? asname)
withitem = (expr context_expr, expr? optional_vars)
match_case = (pattern pattern, expr? guard, stmt* body)
pattern@ = MatchValue(expr value) | MatchSingleton(constant value) | MatchSequence(pattern* patterns)
    | MatchMapping(expr* keys, pattern* patterns, identifier? rest)
    | MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)
    | MatchStar(identifier? name) | MatchAs(pattern? pattern, identifier? name)
    | MatchOr(pattern* patterns)
type_ignore = TypeIgnore(int lineno, string tag)
type_param@ = TypeVar(identifier name, expr? bound, expr? default_value)
    | ParamSpec(identifier name, expr? default_value)
    | TypeVarTuple(identifier name, expr? default_value)
"""


def _make(name, base, fields, doc, positions=False):
    kinds, names = {}, []
    for field in filter(None, fields.split(", ")):
        kind, field = field.split(" ")
        kinds[field] = kind
        names.append(field)
    names = tuple(names)
    body = {"__module__": "ast", "__doc__": doc, "_fields": names, "__match_args__": names,
            "_kinds": kinds}
    if positions:
        body["_attributes"] = _POSITION
        body["end_lineno"] = body["end_col_offset"] = None
    for field, kind in kinds.items():
        if kind.endswith("?"):
            body[field] = None
    cls = type(name, (base,), body)
    globals()[name] = cls
    return cls


def _read(grammar):
    rules = []
    for line in grammar.strip().split("\n"):
        if line.startswith(" "):
            rules[-1] += " " + line.strip()
        else:
            rules.append(line)
    for rule in rules:
        name, _, right = rule.partition(" = ")
        positions = name.endswith("@")
        name = name.rstrip("@")
        if right.startswith("("):
            _make(name, AST, right[1:-1], f"{name}{right}", positions)
            continue
        base = _make(name, AST, "", rule.replace("@", ""), positions)
        for constructor in right.split(" | "):
            kind, _, fields = constructor.partition("(")
            _make(kind, base, fields[:-1], constructor)


_read(_GRAMMAR)
