"""Jinja for templates, and nothing more: arranging values, with no way to Python or to files.

In goes a loader, a template's name and values; out comes the page, or a TemplateError with file and line.
The surprise: methods of text, lists and numbers are closed save a few, since `''.zfill(9 ** 9)` or
`'%9999999999d' % 1` fill a machine's memory without a single loop. Loops are not bounded here: whoever runs
strangers' templates gives the process a limit of its own.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence, Sized
from datetime import date
from numbers import Number
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_eval_context,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, make_attrgetter, sync_do_join
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from docgen.foundation.errors import DocgenError, TemplateError
from docgen.foundation.memory import once

from .template_blocks import lost
from .template_errors import Absent, UnprintableError, template_error

PRODUCT_LIMIT = 10_000
"""Characters or items that `*` may make."""

TEXT_LIMIT = 5_000_000
"""Characters of a page, a block, a macro, a sum or a join; a handbook's page has half a million."""

LONGEST_ESCAPE = len("&quot;")
"""Characters that one may become."""

NUMBER_LIMIT = 10**18

ALLOWED_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "groupby", "int",
    "items", "last", "length", "list", "lower", "max", "min", "reject", "rejectattr", "reverse", "select",
    "selectattr", "sort", "striptags", "title", "trim", "unique", "upper",
)  # fmt: skip
"""Those that neither grow without bound nor mark text as safe. `join` is added, bounded."""

ALLOWED_ATTRIBUTES: tuple[tuple[type, frozenset[str]], ...] = (
    (str, frozenset({"endswith", "lower", "removeprefix", "removesuffix", "startswith", "strip", "upper"})),
    (Mapping, frozenset({"get", "items", "keys", "values"})),
    (date, frozenset({"year", "month", "day", "isoformat"})),
)
CLOSED_TYPES = (str, bytes, Number, date, list, tuple, set, frozenset, Mapping, type)

TEMPLATE_NAME = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*")


class Sandbox(ImmutableSandboxedEnvironment):
    """A Jinja environment in which a template can only arrange what it is given."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operator that could make something huge, once its size is known."""
        if operator == "**" or (operator == "%" and isinstance(left, str | bytes)):
            raise SecurityError(f"{operator} is not for templates")
        if size_of_result(operator, left, right) > (
            limit := PRODUCT_LIMIT if operator == "*" else TEXT_LIMIT
        ):
            raise SecurityError(f"the result of {operator} is longer than {limit}")
        if any(isinstance(side, int) and abs(side) > NUMBER_LIMIT for side in (left, right)):
            raise SecurityError(f"{operator} takes numbers up to {NUMBER_LIMIT}")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may read `obj.attr`; Python's own types show ALLOWED_ATTRIBUTES only."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        allowed = any(isinstance(obj, kind) and attr in names for kind, names in ALLOWED_ATTRIBUTES)
        return allowed or not isinstance(obj, CLOSED_TYPES)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute`; a mapping's key comes before its method, so a field may be called items."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> None:
        """Refuse `format`, whose widths fill the memory; Jinja asks here before it asks about safety."""
        if super().wrap_str_format(value) is not None:
            raise SecurityError("format is not for templates")

    def concat(self, parts: Iterable[str]) -> str:
        """Return parts as one text; every page, block and macro ends here."""
        pieces, size = [], 0
        for part in parts:
            size += len(part)
            if size > TEXT_LIMIT:
                raise SecurityError(f"the text is longer than {TEXT_LIMIT}")
            pieces.append(part)
        return "".join(pieces)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template, with escaping always on, `~` bounded, and no words that are lost."""
        template = super()._parse(source, name, filename)
        for node in template.find_all(nodes.ScopedEvalContextModifier):
            raise TemplateSyntaxError("escaping is always on", node.lineno, name, filename)
        if problems := list(lost(template, Path(filename or name or "?"), self.tree_of)):
            raise TemplateError(problems)
        Tildes().visit(template)
        return template

    def tree_of(self, name: str) -> nodes.Template:
        """Return the tree of another template as it is written. Raises TemplateNotFound."""
        assert self.loader is not None
        source, file, _ = self.loader.get_source(self, name)
        return super()._parse(source, name, file)

    def _load_template(self, name: str, globals: Any) -> Template:
        """Return the template called `name`, which may not lead out of the loader's folders."""
        if not TEMPLATE_NAME.fullmatch(name):
            raise TemplateNotFound(name)
        load = super()._load_template
        return once((self, name), lambda: load(name, globals))

    def make_globals(self, d: Any) -> Any:
        """Return what all templates know, as a plain dictionary: a ChainMap is asked for its keys slowly."""
        return {**self.globals, **(d or {})}


class Compiled(BytecodeCache):
    """What templates were compiled to, by name, file and text: projects that share a template share it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.codes: OrderedDict[tuple[str, str], CodeType] = OrderedDict()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what this text was compiled to, if it was."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a text was compiled to; the oldest goes."""
        if bucket.code is not None:
            self.codes[bucket.key, bucket.checksum] = bucket.code
        while len(self.codes) > self.most:
            self.codes.popitem(last=False)


COMPILED = Compiled(most=512)


class Tildes(NodeTransformer):
    """Turns `a ~ b` into `[a, b] | join`, which is bounded."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 (Jinja's name)
        """Return the filter in place of the operator."""
        self.generic_visit(node)
        items = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(items, "join", [], [], None, None, lineno=node.lineno)


def environment(loader: BaseLoader) -> Sandbox:
    """Return the environment in which the templates of `loader` run."""
    made = Sandbox(
        loader=loader,
        bytecode_cache=COMPILED,
        autoescape=True,
        undefined=Absent,
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals = {"range": made.globals["range"]}
    made.filters = {name: FILTERS[name] for name in ALLOWED_FILTERS} | {"join": join}
    return made


def render(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    """Return the template called `name` filled in with `values`.

    Raises TemplateError for whatever is wrong in it; a DocgenError from a filter of ours passes unchanged.
    """
    try:
        return environment.get_template(name).render(values)
    except DocgenError:
        raise
    except Exception as error:
        helpers = {"filter": environment.filters, "test": environment.tests}
        raise template_error(error, values, helpers) from error


def size_of_result(operator: str, left: Any, right: Any) -> int:
    """Return how long the text or list is that `left * right` or `left + right` would make."""
    sizes = [len(side) for side in (left, right) if isinstance(side, Sized)]
    counts = [max(side, 0) for side in (left, right) if isinstance(side, int)]
    return sum(sizes) * (counts[0] if counts and operator == "*" else 1)


def printable(value: object) -> object:
    """Return a value that may be printed; None, yes/no and lists in a page are the author's oversight."""
    if value is None or isinstance(value, bool | list | tuple | set | frozenset | Mapping):
        raise UnprintableError(type(value).__name__)
    return value


def length_joined(items: Sequence[object], separator: object) -> int:
    """Return how long the text is that `join` makes, with a separator between any two and signs escaped."""
    texts, between = [str(item) for item in items], str(separator)
    length = sum(map(len, texts)) + len(between) * max(len(texts) - 1, 0)
    if length * LONGEST_ESCAPE <= TEXT_LIMIT or length > TEXT_LIMIT:
        return length
    return sum(len(escape(item)) for item in items) + len(escape(separator)) * max(len(texts) - 1, 0)


@pass_eval_context
def join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
    """Jinja's `join`, bounded and of printable items only."""
    get = make_attrgetter(context.environment, attribute)
    items = [printable(get(item)) for item in value]
    if length_joined(items, d) > TEXT_LIMIT:
        raise SecurityError(f"the text is longer than {TEXT_LIMIT}")
    return sync_do_join(context, items, d)
