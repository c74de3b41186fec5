#!/usr/bin/env python3
"""Makes files that are small to write and large to read, and shows what each costs bin/modelscan.

Run by hand: python3 bench/bombs.py [FOLDER] (default: bench/bombs, about 400 MB on disk). Python's standard library only.
Each has a call of os.system before the part that is large, which has to be reported whatever comes after it. Prints a
Markdown table, and exits with 1 where a scan takes more than 300 MB of memory or ends in another way than it should.
"""
import argparse
import bz2
import gzip
import io
import json
import lzma
import os
import pathlib
import struct
import subprocess
import sys
import tarfile
import time
import zipfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
MODELSCAN = HERE.parent / "bin" / "modelscan"
MOST_MEMORY = 300  # MB
PAYLOAD = b"cos\nsystem\n(S'echo x'\ntR0"
PICKLE = PAYLOAD + b"N."
LARGE = 64 << 20
BOMBS = {}


def bomb(name, status="incomplete", exit_status=1):
    """Registers what makes a file, and how its scan should end."""
    def register(make):
        BOMBS[name] = make, status, exit_status
        return make
    return register


def long_bytes(length):
    return PAYLOAD + b"\x8e" + struct.pack("<Q", length)


def streams(compress, count):
    """A pickle with a very long string, in as many compressed streams in a row."""
    zeros = compress(bytes(LARGE))
    return [compress(long_bytes(count * LARGE))] + [zeros] * count + [compress(b".")]


@bomb("zeros.gz")
def _(file):
    file.writelines(streams(gzip.compress, 300))


@bomb("zeros.bz2")
def _(file):
    file.writelines(streams(bz2.compress, 300))


@bomb("zeros.xz")
def _(file):
    file.writelines(streams(lzma.compress, 300))


def deflated(pieces):
    encoder = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join([encoder.compress(piece) for piece in pieces] + [encoder.flush()])


def zip_of(file, name, content, size):
    """One deflated member that its headers say the truth of."""
    fields = struct.pack("<5H3I2H", 20, 0, 8, 0, 0, 0, len(content), size, len(name), 0)
    file.write(b"PK\3\4" + fields + name + content)
    start = file.tell()
    file.write(b"PK\1\2\x14\0" + fields + struct.pack("<3H2I", 0, 0, 0, 0, 0) + name)
    file.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, file.tell() - start, start, 0))


@bomb("zeros.zip")
def _(file):
    size = 32 * LARGE
    head = long_bytes(size)
    zip_of(file, b"model.pkl", deflated([head] + [bytes(LARGE)] * 32), (len(head) + size) & 0xFFFFFFFF)


@bomb("zeros.npz")
def _(file):
    header = b"{'descr': '|O', 'fortran_order': False, 'shape': (2000000000,), }\n"
    head = b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header + long_bytes(32 * LARGE)
    zip_of(file, b"a.npy", deflated([head] + [bytes(LARGE)] * 32), len(head) + 32 * LARGE)


@bomb("overlapping.zip", status="scanned")
def _(file):
    """Many members of the directory that are one and the same in the file."""
    member = deflated([PICKLE.ljust(16 << 20, b"\0")])
    fields = struct.pack("<5H3I2H", 20, 0, 8, 0, 0, 0, len(member), 16 << 20, 5, 0)
    file.write(b"PK\3\4" + fields + b"a.pkl" + member)
    start = file.tell()
    for _ in range(60_000):
        file.write(b"PK\1\2\x14\0" + fields + struct.pack("<3H2I", 0, 0, 0, 0, 0) + b"a.pkl")
    file.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 60_000, 60_000, file.tell() - start, start, 0))


@bomb("million-members.zip")
def _(file):
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("first.pkl", PICKLE)
        for i in range(1_000_000):
            archive.writestr(zipfile.ZipInfo(f"{i}.txt"), b"")


@bomb("million-members.tar.gz")
def _(file):
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0) as out:
        first = tarfile.TarInfo("first.pkl")
        first.size = len(PICKLE)
        out.write(first.tobuf() + PICKLE.ljust(512, b"\0"))
        member = tarfile.TarInfo("member.txt").tobuf()
        for _ in range(1000):
            out.write(member * 1000)
        out.write(bytes(1024))


def nested(content, wrap, levels):
    for _ in range(levels):
        content = wrap(content)
    return content


@bomb("thousand-levels.gz")
def _(file):
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as out:
        out.write(PICKLE)
    file.write(nested(b"", lambda inner: gzip.compress(inner, 1, mtime=0), 1000))


def wrapped_in_zip(inner):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("first.pkl", PICKLE)
        archive.writestr("next.zip", inner)
    return out.getvalue()


@bomb("thousand-levels.zip")
def _(file):
    file.write(nested(b"", wrapped_in_zip, 1000))


@bomb("nested-pickles.pkl")
def _(file):
    """pickle.loads of bytes that are a pickle that calls pickle.loads …"""
    load = b"cpickle\nloads\n(\x8e"
    file.write(PAYLOAD + nested(b"N.", lambda inner: load + struct.pack("<Q", len(inner)) + inner + b"tR.", 1000))


@bomb("doubled-list.pkl", status="scanned")
def _(file):
    doubled = b"]q\0" + b"".join(b"](h" + bytes([i]) + b"h" + bytes([i]) + b"eq" + bytes([i + 1]) for i in range(60))
    file.write(b"\x80\2" + PAYLOAD + b"cos\nsystem\n" + doubled + b"\x85R.")


@bomb("doubled-tuple.pkl", status="scanned")
def _(file):
    file.write(b"\x80\2" + PAYLOAD + b"cos\nsystem\nN" + b"2\x86" * 60 + b"\x85R.")


@bomb("memo-flood.pkl.gz")
def _(file):
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0) as out:
        out.write(b"\x80\4" + PAYLOAD + b"N")
        for _ in range(100):
            out.write(b"\x94" * (1 << 20))


@bomb("memo-far-apart.pkl")
def _(file):
    file.write(b"\x80\4" + PAYLOAD + b"N")
    for i in range(4_000_000):
        file.write(b"r" + struct.pack("<I", i * 1000))


@bomb("header-of-4-gb.npy", exit_status=2)
def _(file):
    file.write(b"\x93NUMPY\2\0" + struct.pack("<I", 0xFFFFFFFF) + b"{'descr': '|O', ")
    file.write(PICKLE)


@bomb("string-of-4-gb.pkl")
def _(file):
    file.write(b"\x80\4" + PAYLOAD + b"X" + struct.pack("<I", 0xFFFFFFFF) + b"x.")


@bomb("dictionary-of-4-gb.lzma", status="scanned")
def _(file):
    content = lzma.compress(PICKLE, lzma.FORMAT_ALONE)
    file.write(content[:1] + struct.pack("<I", 0xFFFFFFFF) + content[5:])


@bomb("line-without-end.pkl.gz")
def _(file):
    file.writelines([gzip.compress(PAYLOAD + b"c")] + [gzip.compress(b"x" * LARGE)] * 30)


@bomb("deep-marks.pkl.gz")
def _(file):
    file.writelines([gzip.compress(b"\x80\4" + PAYLOAD), gzip.compress(b"(" * (200 << 20), 1)])


@bomb("deep-tuples.pkl.gz", status="scanned")
def _(file):
    file.writelines([gzip.compress(b"\x80\4" + PAYLOAD + b"cos\nsystem\nN"), gzip.compress(b"\x85" * (200 << 20), 1),
                     gzip.compress(b"R.")])


@bomb("deep-lists.pkl.gz")
def _(file):
    file.writelines([gzip.compress(b"\x80\4" + PAYLOAD), gzip.compress(b"]" * (200 << 20), 1)])


@bomb("many-imports.pkl")
def _(file):
    file.write(b"\x80\4" + PAYLOAD)
    for i in range(2_000_000):
        file.write(b"cpackage%d\nname\n0" % i)
    file.write(b"N.")


@bomb("many-calls.pkl", status="scanned")
def _(file):
    file.write(b"\x80\4" + PAYLOAD)
    for i in range(2_000_000):
        file.write(b"cos\nsystem\n(S'%d'\ntR0" % i)
    file.write(b"N.")


def scan(path, report):
    """Seconds, MB of memory, exit status and the report of one scan."""
    report.unlink(missing_ok=True)
    start = time.perf_counter()
    process = subprocess.Popen([str(MODELSCAN), "-q", "-r", f"json={report}", str(path)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), json.loads(report.read_text())


def make(path, how):
    """In a process of its own: the memory that a process had counts for those that it starts."""
    child = os.fork()
    if child == 0:
        with open(path, "wb") as file:
            how(file)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        path.unlink()
        sys.exit(f"{path} could not be made")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=HERE / "bombs", type=pathlib.Path)
    parser.add_argument("--only", default="", help="a part of the names to take")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    report = options.folder / "report.json"
    failed = False
    print("| file | KB | seconds | MB | exit | findings | outcome |\n|---|---|---|---|---|---|---|")
    for name, (how, wanted, exit_status) in BOMBS.items():
        path = options.folder / name
        if options.only not in name:
            continue
        if not path.exists():
            make(path, how)
        seconds, memory, status, found = scan(path, report)
        model = found["models"][0] if found["models"] else {"status": "not a model"}
        outcome = model["status"] + (": " + model["reason"][-90:] if "reason" in model else "")
        good = memory <= MOST_MEMORY and status == exit_status and model["status"] == wanted
        failed |= not good
        print(f"| {name} | {path.stat().st_size >> 10:,} | {seconds:.1f} | {memory:.0f} | {status} |"
              f" {sum(found['summary']['findings'].values())} | {outcome} |{'' if good else ' **not as it should be**'}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
