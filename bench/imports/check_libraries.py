#!/usr/bin/env python3
"""Checks the import lists against real libraries: makes fresh pickles and lists what would alarm.

Run it by hand with a Python that has the libraries. On Debian 12:

  apt-get install python3-sklearn python3-scipy python3-pandas python3-joblib python3-statsmodels python3-xgboost \
    python3-torch python3-torchvision python3-torchaudio python3-imblearn python3-skorch python3-sklearn-pandas \
    python3-nltk python3-gensim python3-networkx python3-onnx python3-xarray python3-sparse python3-geopandas \
    python3-sympy python3-numba python3-regex python3-thinc
  /usr/bin/python3 bench/imports/check_libraries.py

Options: --lint checks the lists alone; --only NAME,… takes some libraries; --scan COMMAND also scans the files that
were made with a scanner (such as bin/modelscan) and lists its findings; --corpus FOLDER checks a labelled corpus.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import pathlib
import pickle
import signal
import subprocess
import sys
import tempfile
import zipfile

import import_lists
import library_objects
import pickle_imports

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ["OMP_NUM_THREADS"] = "1"  # threads of OpenMP do not survive a fork
PROTOCOLS = (4, 2, 0, 5)
LONGEST = 120  # seconds to store one object in all ways
BIG = 4 << 20  # bytes; what is bigger is stored in fewer ways


def ways(value):
    """Yields (name of the way, bytes, imports) for each way to store a value."""
    big = False
    for protocol in PROTOCOLS:
        for one in stored(f"p{protocol}.pkl", lambda: pickle.dumps(value, protocol)):
            big = len(one[1]) > BIG
            yield one
        if big:
            return
    try:
        import joblib
    except ImportError:
        pass
    else:
        yield from stored("joblib", lambda: _joblib(joblib, value), lambda data: _joblib_imports(joblib, data))
    torch = sys.modules.get("torch")
    if torch:
        yield from stored("zip.pt", lambda: _torch(torch, value, True), _zip_imports)
        yield from stored("legacy.pt", lambda: _torch(torch, value, False))


def store_all(value, prefix):
    """Stores a value in each way, in a child: some native objects end the process when they are stored so.

    Returns the ways with their imports.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        with os.fdopen(writing, "w") as out:
            for way, data, found in ways(value):
                pathlib.Path(f"{prefix}.{way}").write_bytes(data)
                print(json.dumps([way, sorted(found)]), file=out, flush=True)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        made = [json.loads(line) for line in lines]
    os.waitpid(child, 0)
    return {way: {tuple(one) for one in found} for way, found in made}


def stored(way, store, find=pickle_imports.imports):
    try:
        data = store()
    except Exception:  # the library has no way to store this object so
        return
    yield way, data, find(data)


def _joblib(joblib, value):
    buffer = io.BytesIO()
    joblib.dump(value, buffer)
    return buffer.getvalue()


def _joblib_imports(joblib, data):
    """Joblib puts raw arrays between the opcodes, so its own unpickler is asked what it imports."""
    found = set()

    class Recorder(joblib.numpy_pickle.NumpyUnpickler):
        def find_class(self, module, name):
            found.add((module, name))
            return super().find_class(module, name)

    Recorder("", io.BytesIO(data)).load()
    return found


def _torch(torch, value, archive):
    buffer = io.BytesIO()
    torch.save(value, buffer, _use_new_zipfile_serialization=archive)
    return buffer.getvalue()


def _zip_imports(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return set().union(*(pickle_imports.imports(archive.read(m)) for m in archive.namelist() if m.endswith(".pkl")))


def check(libraries, folder):
    """Stores all objects, prints one line a library, and returns the imports that alarm."""
    lists = import_lists.ImportLists()
    alarms = {}
    print(f"{'library':14}{'objects':>8}{'skipped':>8}{'files':>7}{'imports':>8}{'alarms':>7}")
    for library in libraries:
        library_objects.SKIPPED.clear()
        objects, files, seen, bad = 0, 0, set(), set()
        try:
            for label, value in library():
                objects += 1
                prefix = folder / f"{library.__name__}-{label.replace(' ', '-')}"
                for way, found in store_all(value, prefix).items():
                    files += 1
                    seen |= found
                    for module, name in found:
                        entry = lists.judge(module, name)
                        if entry.kind not in import_lists.HARMLESS:
                            bad.add((module, name))
                            alarms.setdefault((module, name), (entry.kind, f"{library.__name__} {label} {way}"))
        except ImportError as missing:
            library_objects.SKIPPED.append(f"{library.__name__}: {missing}")
        print(f"{library.__name__:14}{objects:8}{len(library_objects.SKIPPED):8}{files:7}{len(seen):8}{len(bad):7}", flush=True)
        for skipped in library_objects.SKIPPED:
            print(f"    skipped {skipped}")
    for (module, name), (kind, where) in sorted(alarms.items()):
        print(f"{kind:12} {module} {name}   ({where})")
    return alarms


def scan(command, folder):
    """Scans the files that were made, and prints what a scanner finds in them."""
    report = folder.with_suffix(".json")
    subprocess.run([*command.split(), str(folder), "-r", f"json={report}"], check=False, stdout=subprocess.DEVNULL)
    lines = {}
    for finding in json.loads(report.read_text())["findings"]:
        lines.setdefault((finding.get("severity"), finding.get("rule"), finding.get("symbol")), finding)
    for key in sorted(lines, key=str):
        print("scanner:", *key, lines[key].get("file") or lines[key].get("path") or "")
    return lines


def corpus(folder):
    """A folder with expected.json: benign files import only harmless names, malicious ones a name that is not."""
    lists = import_lists.ImportLists()
    exceptions = 0
    for name, expected in json.loads((folder / "expected.json").read_text()).items():
        kinds = {found: lists.judge(*found).kind for found in pickle_imports.file_imports(folder / name)}
        alarming = {found: kind for found, kind in kinds.items() if kind not in import_lists.HARMLESS}
        if expected["verdict"] == "benign" and alarming:
            exceptions += 1
            print(f"benign, but: {name}: {alarming}")
        if expected["class"] == "import-called" and not alarming:
            exceptions += 1
            print(f"malicious, but: {name}: {kinds}")
    return exceptions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", action="store_true", help="check the lists alone")
    parser.add_argument("--only", help="libraries to take, by name, comma-separated")
    parser.add_argument("--scan", metavar="COMMAND", help="also scan the files that were made")
    parser.add_argument("--corpus", type=pathlib.Path, help="check a labelled corpus instead")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the files that were made in this folder")
    options = parser.parse_args()
    problems = import_lists.lint()
    print(*problems, sep="\n")
    if options.lint:
        sys.exit(1 if problems else 0)
    if options.corpus:
        sys.exit(1 if corpus(options.corpus) else 0)
    names = options.only.split(",") if options.only else None
    libraries = [library for library in library_objects.LIBRARIES if not names or library.__name__ in names]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary) / "made"
        folder.mkdir(parents=True, exist_ok=True)
        alarms = check(libraries, folder)
        found = scan(options.scan, folder) if options.scan else {}
    sys.exit(1 if problems or alarms or found else 0)


if __name__ == "__main__":
    main()
