"""What a contributor does with an editor, done by a test: new files are added, existing ones are added to."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge_base import packaged_folder

EDITS = "edits.yaml"
"""What changes in files that exist, by their names."""


def extended(target: Path, *overlays: Path) -> Path:
    """A copy of the packaged knowledge at ``target``, with ``overlays`` laid over it one after the other."""
    shutil.copytree(packaged_folder(), target)
    for overlay in overlays:
        for file in sorted(overlay.rglob("*.yaml")):
            name = file.relative_to(overlay)
            if name == Path(EDITS):
                _edit(target, _read(file))
                continue
            assert not (target / name).exists(), f"{name} would be overwritten"
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target / name)
    return target


def _edit(target: Path, edits: dict[str, Any]) -> None:
    removed = edits.pop("without", {})
    for change, files in ((_with, edits), (_without, removed)):
        for name, wanted in files.items():
            path = target / name
            content = yaml.safe_dump(change(_read(path), wanted), allow_unicode=True, sort_keys=False)
            path.write_text(content, encoding="utf-8")


def _with(there: Any, more: Any) -> Any:
    """``there`` with ``more``: mappings grow, lists grow, and entries of lists are found by their ids."""
    if isinstance(there, dict):
        return {**there, **{key: _with(there[key], value) if key in there else value for key, value in more.items()}}
    if isinstance(there, list):
        known = _by_id(there)
        grown = [_with(item, more_of) if (more_of := _by_id(more).get(_id(item))) else item for item in there]
        return [*grown, *(item for item in more if _id(item) not in known)]
    assert there == more, f"{there!r} would become {more!r}"
    return there


def _without(there: Any, less: Any) -> Any:
    if isinstance(there, dict):
        return {
            key: _without(value, less[key]) if key in less and key != "id" else value for key, value in there.items()
        }
    if all(isinstance(item, dict) for item in there):
        return [_without(item, _by_id(less)[_id(item)]) if _id(item) in _by_id(less) else item for item in there]
    assert set(less) <= set(there), f"{less} is not all there"
    return [item for item in there if item not in less]


def _by_id(items: list[Any]) -> dict[str, Any]:
    return {name: item for item in items if (name := _id(item))}


def _id(item: Any) -> str:
    return str(item["id"]) if isinstance(item, dict) and "id" in item else ""


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
