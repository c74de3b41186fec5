"""The import lists of the pickle judge, read the way the scanner reads them.

`judge(module, name)` gives the class of an import; `lint()` checks every line of every list.
"""

from __future__ import annotations

import pathlib
import re
from typing import NamedTuple

LISTS = pathlib.Path(__file__).parents[2] / "src/main/resources/org/modelscan/imports"
HARMLESS = {"safe", "value", "instance", "indirect", "importer", "nested"}
DANGEROUS = {"command", "code", "native", "deserialises", "writes", "reads", "network", "interpreter"}
KINDS = HARMLESS | {"bytecode", "unknown"} | DANGEROUS
NO_PACKAGES = {"known", "compat"}
MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(\.\*)?")
NAME = re.compile(r"\*|[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


class Entry(NamedTuple):
    kind: str
    module: str
    name: str
    reason: str


def lines(path: pathlib.Path):
    """Yields (line number, text) of the lines that say something."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


class ImportLists:
    def __init__(self, folder: pathlib.Path = LISTS):
        self.folder = folder
        self.entries: dict[tuple[str, str], Entry] = {}
        self.known: set[str] = set()
        self.modules: dict[str, str] = {}
        self.names: dict[tuple[str, str], tuple[str, str]] = {}
        self.problems: list[str] = []
        for path in sorted(folder.glob("*.txt")):
            if path.stem == "compat":
                self._read_compat(path)
            elif path.stem == "known":
                self._read_known(path)
            else:
                self._read_package(path)

    def _problem(self, path, number, text):
        self.problems.append(f"{path.name}:{number}: {text}")

    def _read_package(self, path):
        self.known.add(path.stem)
        for number, line in lines(path):
            parts = line.split(None, 3)
            if len(parts) < 4:
                self._problem(path, number, "an entry needs a kind, a module, a name and a reason")
                continue
            entry = Entry(*parts)
            key = (entry.module, entry.name)
            if entry.kind not in KINDS:
                self._problem(path, number, f"no such kind: {entry.kind}")
            if not MODULE.fullmatch(entry.module) or not NAME.fullmatch(entry.name):
                self._problem(path, number, f"not a module and a name: {entry.module} {entry.name}")
            if entry.module.split(".")[0] != path.stem:
                self._problem(path, number, f"{entry.module} belongs into another file")
            if key in self.entries:
                self._problem(path, number, f"listed twice: {entry.module} {entry.name}")
            if entry.module.endswith(".*") and entry.name != "*":
                self._problem(path, number, "a module pattern goes with the name *")
            if self.canonical(*key) != key and "*" not in key[0] + key[1]:
                self._problem(path, number, f"{entry.module} {entry.name} is renamed by compat.txt: list the new name")
            self.entries[key] = entry

    def _read_known(self, path):
        listed = set()
        for number, line in lines(path):
            parts = line.split(None, 1)
            if len(parts) < 2 or not re.fullmatch(r"[A-Za-z_]\w*", parts[0]):
                self._problem(path, number, "a known package needs a name and a reason")
                continue
            if parts[0] in listed:
                self._problem(path, number, f"listed twice: {parts[0]}")
            if (path.parent / f"{parts[0]}.txt").exists() != (parts[1].strip() == "has a list"):
                self._problem(path, number, f"a list of its own, or none: {parts[0]}")
            listed.add(parts[0])
        self.known |= listed

    def _read_compat(self, path):
        for number, line in lines(path):
            parts = line.split()
            if parts[0] == "module" and len(parts) > 3:
                if parts[1] in self.modules:
                    self._problem(path, number, f"listed twice: {parts[1]}")
                self.modules[parts[1]] = parts[2]
            elif parts[0] == "name" and len(parts) > 5:
                if (parts[1], parts[2]) in self.names:
                    self._problem(path, number, f"listed twice: {parts[1]} {parts[2]}")
                self.names[parts[1], parts[2]] = (parts[3], parts[4])
            else:
                self._problem(path, number, "neither 'module OLD NEW reason' nor 'name MODULE NAME MODULE NAME reason'")

    def canonical(self, module: str, name: str) -> tuple[str, str]:
        """The name under which an import is listed."""
        module, name = self.names.get((module, name), (module, name))
        parts = module.split(".")
        for end in range(len(parts), 0, -1):
            renamed = self.modules.get(".".join(parts[:end]))
            if renamed:
                return ".".join([renamed, *parts[end:]]), name
        return module, name

    def judge(self, module: str, name: str) -> Entry:
        """The entry that decides an import; kind is 'unlisted' or 'unknown' where there is none."""
        module, name = self.canonical(module, name)
        found = self.entries.get((module, name)) or self._pattern(module, name)
        if found:
            return found
        package = module.split(".")[0]
        return Entry("unlisted" if package in self.known else "unknown", module, name, "")

    def _pattern(self, module, name):
        parts = module.split(".")
        keys = [module] + [".".join(parts[:end]) + ".*" for end in range(len(parts), 0, -1)]
        for key in keys:
            entry = self.entries.get((key, "*"))
            if entry and (entry.kind != "safe" or re.fullmatch(r"[^\W_]\w*", name)):
                return entry
        return None


def lint() -> list[str]:
    return ImportLists().problems
