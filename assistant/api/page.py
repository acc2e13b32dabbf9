"""The page of the API for people: made of its description, without a script, fetching nothing."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from assistant.api import words
from assistant.api.schema_words import Field, fields_of, named
from assistant.ui.markup import text
from assistant.ui.pages.page import page

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A request, as it is typed in a shell, and what came back."""

    request: str
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An address with a method: what it does, takes and gives."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    where: str
    takes: Sequence[Field]
    gives: str
    examples: Sequence[Example]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A record or a part of one: its name, what it is, and its fields or the words it may be."""

    name: str
    description: str
    fields: Sequence[Field]
    values: Sequence[str]


def api_page(described: Json, examples: Sequence[Json], server: str) -> Response:
    """The page of the API that `described`, its OpenAPI, describes, at the address `server`."""
    schemas: Json = described["components"]["schemas"]
    operations = [
        _operation(
            path,
            method,
            operation,
            schemas,
            [
                Example(_typed(example, server), _indented(example["response"]))
                for example in examples
                if (example["path"], example["method"]) == (path, method)
            ],
        )
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return page(
        "api",
        title=words.PAGE_TITLE,
        said=words,
        description=described["info"]["description"],
        operations=operations,
        shapes=[_shape(name, schema) for name, schema in schemas.items() if not _is_body(name)],
        errors=_errors(described["paths"]),
        marked=_marked,
        linked=lambda type_: _linked(type_, schemas),
        openapi=f"{server}/openapi.json",
    )


def _operation(
    path: str, method: str, operation: Json, schemas: Json, examples: Sequence[Example]
) -> Operation:
    reply = operation["responses"]["200"]["content"]["application/json"]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    takes = fields_of(schemas[named(body["schema"])]) if body else _parameters(operation)
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation["description"],
        where=words.IN_BODY if body else words.IN_ADDRESS,
        takes=sorted(takes, key=lambda field: not field.required),
        gives=named(reply["schema"]),
        examples=examples,
    )


def _parameters(operation: Json) -> Iterator[Field]:
    for parameter in operation.get("parameters", ()):
        yield Field(
            name=parameter["name"],
            type=named(parameter["schema"]),
            required=parameter.get("required", False),
            words=parameter["description"],
        )


def _shape(name: str, schema: Json) -> Shape:
    return Shape(
        name=name,
        description=schema.get("description", ""),
        fields=list(fields_of(schema)),
        values=schema.get("enum", ()),
    )


def _is_body(name: str) -> bool:
    """Whether a shape is that of a body, whose fields stand with its address."""
    return name.endswith("Body")


def _typed(example: Json, server: str) -> str:
    """What is typed in a shell to ask so."""
    address = shlex.quote(server + example["address"])
    if "request" not in example:
        return f"curl {address}"
    body = json.dumps(example["request"], ensure_ascii=False)
    return f"curl {address} --json {shlex.quote(body)}"


def _indented(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _errors(paths: Json) -> dict[str, str]:
    """What each status means, over all operations, in order."""
    told = {
        status: response["description"]
        for methods in paths.values()
        for operation in methods.values()
        for status, response in operation["responses"].items()
        if status != "200"
    }
    return dict(sorted(told.items()))


def _marked(said: str) -> Markup:
    """Words in which code stands between backticks, as HTML."""
    parts = text(said).split("`")
    code = (f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))
    return Markup("".join(code))  # noqa: S704  # every part went through text()


def _linked(type_: str, schemas: Json) -> Markup:
    """What a field may hold, with links to the shapes that it names."""
    parts = (
        f'<a href="#{text(part)}">{text(part)}</a>' if part in schemas else text(part)
        for part in type_.split(" ")
    )
    return Markup(" ".join(parts))  # noqa: S704  # every part went through text()
