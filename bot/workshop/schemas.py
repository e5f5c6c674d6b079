"""What each kind of file may hold, as JSON Schema: an editor completes keys and ids, and marks what does not fit.

The schemas follow from the models that load the files, so they cannot say anything else than the program does.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

from pydantic import BaseModel, TypeAdapter

from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.loader import KINDS
from bot.knowledge_base.references import REFERS
from bot.knowledge_base.traditional import Corrections
from bot.knowledge_base.weights import Weights
from bot.rehearsal import FOLDER
from bot.rehearsal.wording import Conversation

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SUFFIX = ".schema.json"
_NAMED = {**REFERS, "order": "frameworks", "excluded": "frameworks", "component": "components"}
"""Fields that hold ids, with what they are ids of; an order that is a number holds none."""


def schemas(base: KnowledgeBase) -> dict[str, dict[str, Any]]:
    """A schema for each kind of file, by the name that the file or its folder bears. Ids are those of ``base``."""
    found = {kind.stem: _of_file(kind.model, base, single=kind.single) for kind in KINDS if kind.model is not Weights}
    found["traditional"] = _of_file(Corrections, base, single=True)
    found[FOLDER] = _of_file(Conversation, base, single=False)
    return found


def write(folder: Path, base: KnowledgeBase) -> list[Path]:
    """Writes all schemas into ``folder``, over those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas(base).items():
        path = folder / f"{name}{_SUFFIX}"
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def settings(paths: list[Path], knowledge: str) -> str:
    """What VS Code's YAML extension needs in its settings: which files each schema is for.

    Args:
        paths: of the schemas, as the settings shall name them.
        knowledge: the name of the folder of knowledge.
    """
    names = {path.as_posix(): path.name.removesuffix(_SUFFIX) for path in paths}
    files = {path: [f"**/{knowledge}/{name}.yaml", f"**/{knowledge}/{name}/*.yaml"] for path, name in names.items()}
    return json.dumps({"yaml.schemas": files}, ensure_ascii=False, indent=2)


def _of_file(model: type[BaseModel], base: KnowledgeBase, *, single: bool) -> dict[str, Any]:
    """A file holds one entry, or a list of them where there may be several."""
    schema = TypeAdapter(model).json_schema()
    definitions: dict[str, Any] = {**schema.pop("$defs", {}), model.__name__: schema}
    for name, definition in definitions.items():
        _describe(definition, _docstrings(_models(model)[name]))
        for field, value in definition.get("properties", {}).items():
            if field in _NAMED:
                _suggest(value, sorted(getattr(base, _NAMED[field])))
    one = {"$ref": f"#/$defs/{model.__name__}"}
    content = one if single else {"anyOf": [one, {"type": "array", "items": one}]}
    return {"$schema": _DIALECT, **content, "$defs": definitions}


def _models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The model and all models in it, by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[Any] = [model]
    while waiting:
        current = waiting.pop()
        waiting += getattr(current, "__args__", ())
        if isinstance(current, type) and issubclass(current, BaseModel) and current.__name__ not in found:
            found[current.__name__] = current
            waiting += [field.annotation for field in current.model_fields.values()]
    return found


def _describe(definition: dict[str, Any], told: Mapping[str, str]) -> None:
    for field, value in definition.get("properties", {}).items():
        if field in told:
            value["description"] = told[field]


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """What stands below each field in the program."""
    [definition] = ast.parse(dedent(inspect.getsource(model))).body
    assert isinstance(definition, ast.ClassDef)  # noqa: S101 - the source of a class is one
    return dict(_pairs(definition.body))


def _pairs(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
            case _:
                continue


def _suggest(schema: dict[str, Any], ids: list[str]) -> None:
    """Offers ``ids`` wherever a text is expected; another text is no fault, for an id may be new."""
    for option in schema.get("anyOf", ()):
        _suggest(option, ids)
    if schema.get("type") == "string" and "enum" not in schema:
        schema["anyOf"] = [{"enum": ids}, {"type": "string"}]
        del schema["type"]
    elif schema.get("type") == "array":
        _suggest(schema["items"], ids)
    elif schema.get("type") == "object" and "additionalProperties" in schema:
        schema["propertyNames"] = {"anyOf": [{"enum": ids}, {"type": "string"}]}
