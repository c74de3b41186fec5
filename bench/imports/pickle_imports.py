"""Finds the imports of pickles in files, by walking opcodes; nothing is imported or called."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import pathlib
import pickletools
import zipfile
import zlib

PUTS = {"PUT", "BINPUT", "LONG_BINPUT"}
GETS = {"GET", "BINGET", "LONG_BINGET"}
TEXTS = {"UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "STRING", "BINSTRING", "SHORT_BINSTRING"}
QUIET = PUTS | {"MEMOIZE", "PROTO", "FRAME"}


def imports(data: bytes) -> set[tuple[str, str]]:
    """The (module, name) pairs of all pickles in a row at the start of the data."""
    stream = io.BytesIO(data)
    found = set()
    while stream.tell() < len(data):
        start = stream.tell()
        _walk(stream, found)
        if stream.tell() <= start + 1:
            break
    return found


def _walk(stream, found):
    texts, memo, top = [], {}, None
    try:
        for opcode, argument, _ in pickletools.genops(stream):
            name = opcode.name
            if name in ("GLOBAL", "INST"):
                found.add(tuple(argument.split(" ", 1)))
                top = None
            elif name == "STACK_GLOBAL":
                if len(texts) > 1:
                    found.add((texts[-2], texts[-1]))
                top = None
            elif name in PUTS:
                memo[argument] = top
            elif name == "MEMOIZE":
                memo[len(memo)] = top
            elif name in GETS:
                top = memo.get(argument)
                texts.append(top) if isinstance(top, str) else None
            elif name in TEXTS:
                top = argument
                texts.append(argument)
            elif name not in QUIET:
                top = None
            del texts[:-2]
    except Exception:  # a broken stream: what was found before stays
        pass


def blobs(path: pathlib.Path):
    """The bytes of a file, of the members of a ZIP, and of what they inflate to."""
    data = path.read_bytes()
    yield data
    yield from _members(data)
    for inflate in (gzip.decompress, bz2.decompress, lzma.decompress, zlib.decompress):
        try:
            yield inflate(data)
        except Exception:  # not of this kind
            continue


def _members(data: bytes):
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # no archive, or one that is damaged on purpose
        return
    for member in archive.infolist():
        try:
            yield archive.read(member)
        except Exception:  # damaged on purpose
            continue


def file_imports(path: pathlib.Path) -> set[tuple[str, str]]:
    found = set()
    for data in blobs(path):
        if data[:6] == b"\x93NUMPY":
            data = data[data.find(b"\n") + 1 :]
        found |= imports(data)
    return found
