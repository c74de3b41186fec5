#!/usr/bin/env python3
"""Times bin/modelscan on the workloads of bench/generate.py, beside what Python itself needs for the same files.

Run by hand on a quiet machine: python3 bench/generate.py && python3 bench/run.py. Ratios within one run are what counts;
absolute times are those of the machine. Prints a Markdown table.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
MODELSCAN = HERE.parent / "bin" / "modelscan"

LOAD = "import pickle,sys,time;t=time.perf_counter();pickle.load(open(sys.argv[1],'rb'));print(time.perf_counter()-t)"
GENOPS = """import pickletools,sys,time
t=time.perf_counter()
for _ in pickletools.genops(open(sys.argv[1],'rb')): pass
print(time.perf_counter()-t)"""


def run(arguments):
    """Wall seconds, and peak resident memory in MB, of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def median(arguments, times):
    runs = [run(arguments) for _ in range(times)]
    return statistics.median(r[0] for r in runs), max(r[1] for r in runs)


def python(script, path):
    return [float(x) for x in subprocess.run([sys.executable, "-c", script, str(path)],
                                             capture_output=True, text=True, check=True).stdout.split()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=HERE / "work", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--no-python", action="store_true", help="leave out what Python needs")
    options = parser.parse_args()
    folder, times = options.folder, options.times

    scan = [str(MODELSCAN), "--no-color"]
    run(scan + ["--version"])  # builds where nothing is built yet
    version, _ = median(scan + ["--version"], times)
    small = sorted((folder / "repository" / "models").glob("*.pkl"))[0]
    rows = [("--version", version, 0.0), ("one small file", *median(scan + [str(small)], times))]
    for name, what in (("dense.pkl", "2 million small dicts, 34 million opcodes"),
                       ("bytes.pkl", "512 MB of large byte strings"),
                       ("sparse.pt", "8 GiB torch ZIP"),
                       ("repository", "20,000 source files, 500 small models"),
                       ("torch-zips", "1,000 small torch ZIPs")):
        rows.append((what, *median(scan + [str(folder / name)], times)))
    print("| workload | wall s | resident MB |\n|---|---|---|")
    for what, seconds, memory in rows:
        print(f"| {what} | {seconds:.2f} | {memory:.0f} |")
    for name in ("gz", "xz"):
        path = folder / f"model.joblib.{name}"
        ours, memory = median(scan + [str(path)], times)
        theirs, _ = median([{"gz": "gzip", "xz": "xz"}[name], "-dc", str(path)], times)
        print(f"| joblib in {name}, {path.stat().st_size >> 20} MB | {ours:.2f}: {ours / theirs:.2f} times `-dc` | {memory:.0f} |")
    if not options.no_python:
        ours = rows[2][1]
        load = python(LOAD, folder / "dense.pkl")[0]
        genops = python(GENOPS, folder / "dense.pkl")[0]
        print(f"\nOn the first of them pickle.load takes {load:.1f} s, {load / ours:.1f} times as long, and a bare loop over "
              f"pickletools.genops {genops:.1f} s, {genops / ours:.0f} times as long.")


if __name__ == "__main__":
    main()
