"""What may be put in place of one node: small mistakes that people make."""

import ast
from collections.abc import Iterator

from kiosk.desk.effects import EffectKind, EffectState
from kiosk.desk.model import TicketState
from kiosk.desk.steps import StepKind
from tests.torture.mutants import sql

Replacement = tuple[str, ast.AST]

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
EFFECTS = tuple(state.name for state in EffectState)
MEMBERS = {
    "EffectKind": tuple(kind.name for kind in EffectKind),
    "EffectState": EFFECTS,
    "S": EFFECTS,
    "StepKind": tuple(kind.name for kind in StepKind),
    "TicketState": tuple(state.name for state in TicketState),
}
LOGGING = "log."


def replacements(node: ast.AST, parent: ast.AST) -> Iterator[Replacement]:
    """Every wrong node, with what it changes."""
    for maker in MAKERS.get(type(node), ()):
        yield from maker(node, parent)


def unspoken(node: ast.AST) -> bool:
    """True for what is for people or type checkers only: docstrings, log lines, type variables."""
    if isinstance(node, ast.Expr):
        text = ast.unparse(node.value)
        return isinstance(node.value, ast.Constant) or text.startswith(LOGGING)
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return True
    return isinstance(node, ast.Assign) and ast.unparse(node.value).startswith(
        ("TypeVar", "logging.", "Callable")
    )


def _compare(node: ast.Compare, _: ast.AST) -> Iterator[Replacement]:
    for at, operator in enumerate(node.ops):
        for wrong in COMPARISONS[type(operator)]:
            new = ast.Compare(node.left, [*node.ops[:at], wrong(), *node.ops[at + 1 :]], node.comparators)
            yield f"`{ast.unparse(node)}` -> `{ast.unparse(new)}`", new


def _bool_op(node: ast.BoolOp, _: ast.AST) -> Iterator[Replacement]:
    new = ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    yield f"`{ast.unparse(node)}` -> `{ast.unparse(new)}`", new


def _not(node: ast.UnaryOp, _: ast.AST) -> Iterator[Replacement]:
    if isinstance(node.op, (ast.Not, ast.USub)):
        yield f"`{ast.unparse(node)}` -> `{ast.unparse(node.operand)}`", node.operand


def _bin_op(node: ast.BinOp, _: ast.AST) -> Iterator[Replacement]:
    if wrong := OPERATORS.get(type(node.op)):
        new = ast.BinOp(node.left, wrong(), node.right)
        yield f"`{ast.unparse(node)}` -> `{ast.unparse(new)}`", new


def _aug_assign(node: ast.AugAssign, _: ast.AST) -> Iterator[Replacement]:
    if wrong := OPERATORS.get(type(node.op)):
        new = ast.AugAssign(node.target, wrong(), node.value)
        yield f"`{ast.unparse(node)}` -> `{ast.unparse(new)}`", new


def _constant(node: ast.Constant, parent: ast.AST) -> Iterator[Replacement]:
    wrong = _wrong_value(node.value, parent)
    if wrong is not None:
        yield f"`{node.value!r}` -> `{wrong!r}`", ast.Constant(wrong)
    if isinstance(node.value, str) and sql.is_sql(node.value, in_pieces=isinstance(parent, ast.JoinedStr)):
        for what, text in sql.wrong(node.value):
            yield what, ast.Constant(text)


def _wrong_value(value: object, parent: ast.AST) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, str) and value and " " not in value and not isinstance(parent, ast.JoinedStr):
        return f"{value}?"
    return None


def _condition(node: ast.If | ast.While | ast.IfExp, _: ast.AST) -> Iterator[Replacement]:
    if not isinstance(node.test, (ast.Compare, ast.UnaryOp)):
        new = type(node)(**{**dict(ast.iter_fields(node)), "test": ast.UnaryOp(ast.Not(), node.test)})
        yield f"`if {ast.unparse(node.test)}` -> `if not …`", new


def _comprehension(node: ast.comprehension, _: ast.AST) -> Iterator[Replacement]:
    for at, condition in enumerate(node.ifs):
        new = ast.comprehension(node.target, node.iter, [*node.ifs[:at], *node.ifs[at + 1 :]], node.is_async)
        yield f"`if {ast.unparse(condition)}` is left out", new


def _return(node: ast.Return, _: ast.AST) -> Iterator[Replacement]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield f"`{ast.unparse(node)}` -> `return None`", ast.Return(ast.Constant(None))


def _left_out(node: ast.stmt, _: ast.AST) -> Iterator[Replacement]:
    yield f"`{ast.unparse(node).splitlines()[0]}` is left out", ast.Pass()


def _set(node: ast.Set, _: ast.AST) -> Iterator[Replacement]:
    for at, element in enumerate(node.elts):
        rest = [*node.elts[:at], *node.elts[at + 1 :]]
        new: ast.expr = ast.Set(rest) if rest else ast.Call(ast.Name("set", ast.Load()), [], [])
        yield f"`{ast.unparse(element)}` is left out of a set", new


def _break(node: ast.Break | ast.Continue, _: ast.AST) -> Iterator[Replacement]:
    new = ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    yield f"`{ast.unparse(node)}` -> `{ast.unparse(new)}`", new


def _member(node: ast.Attribute, _: ast.AST) -> Iterator[Replacement]:
    members = MEMBERS.get(ast.unparse(node.value), ())
    if node.attr in members:
        wrong = members[(members.index(node.attr) + 1) % len(members)]
        new = ast.Attribute(node.value, wrong, node.ctx)
        yield f"`{ast.unparse(node)}` -> `{ast.unparse(new)}`", new


MAKERS: dict[type[ast.AST], tuple[object, ...]] = {
    ast.Attribute: (_member,),
    ast.Compare: (_compare,),
    ast.BoolOp: (_bool_op,),
    ast.UnaryOp: (_not,),
    ast.BinOp: (_bin_op,),
    ast.AugAssign: (_aug_assign, _left_out),
    ast.Constant: (_constant,),
    ast.If: (_condition,),
    ast.While: (_condition,),
    ast.IfExp: (_condition,),
    ast.comprehension: (_comprehension,),
    ast.Return: (_return,),
    ast.Expr: (_left_out,),
    ast.Raise: (_left_out,),
    ast.Set: (_set,),
    ast.Break: (_break,),
    ast.Continue: (_break,),
}
