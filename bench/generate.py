#!/usr/bin/env python3
"""Makes the workloads of bench/run.py in a folder of its own (default: bench/work, about 1.5 GB on disk).

Python's standard library only. The files are sparse where size is all that matters.
"""
import argparse
import gzip
import lzma
import os
import pathlib
import pickle
import random
import struct
import zipfile


def dense(path, count=2_000_000):
    """Two million small dicts as Python's own pickler writes them: 34 million opcodes."""
    if path.exists():
        return
    with open(path, "wb") as file:
        pickle.dump([{"id": i, "x": i * 2, "y": None, "z": (i, True), "w": 0.5} for i in range(count)], file, 4)


def large_bytes(path, megabytes=512):
    if path.exists():
        return
    chunk = 64 << 20
    with open(path, "wb") as file:
        file.write(b"\x80\x04](")
        for _ in range(megabytes * (1 << 20) // chunk):
            file.write(b"B" + struct.pack("<I", chunk))
            file.seek(chunk - 1, os.SEEK_CUR)
            file.write(b"\0")
        file.write(b"e.")


def sparse_torch_zip(path, gigabytes=8):
    """A PyTorch archive whose one storage is a hole of that size."""
    if path.exists():
        return
    data = pickle.dumps({"weight": None}, 2)
    size = gigabytes << 30
    with open(path, "wb") as file:
        directory = []

        def member(name, length, content, crc):
            offset = file.tell()
            extra = struct.pack("<HHQQ", 1, 16, length, length)
            file.write(struct.pack("<4s5H3I2H", b"PK\3\4", 45, 0, 0, 0, 0, crc, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(extra)))
            file.write(name + extra)
            if content is None:
                file.seek(length, os.SEEK_CUR)
            else:
                file.write(content)
            directory.append((name, length, crc, offset))

        member(b"archive/data.pkl", len(data), data, zipfile.crc32(data))
        member(b"archive/version", 2, b"3\n", zipfile.crc32(b"3\n"))
        member(b"archive/data/0", size, None, 0)
        start = file.tell()
        for name, length, crc, offset in directory:
            extra = struct.pack("<HHQQQ", 1, 24, length, length, offset)
            file.write(struct.pack("<4s6H3I5H2I", b"PK\1\2", 45, 45, 0, 0, 0, 0, crc, 0xFFFFFFFF, 0xFFFFFFFF,
                                   len(name), len(extra), 0, 0, 0, 0, 0xFFFFFFFF))
            file.write(name + extra)
        end = file.tell()
        file.write(struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 3, 3, end - start, start))
        file.write(struct.pack("<4sIQI", b"PK\6\7", 0, end, 1))
        file.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))


def repository(path, sources=20_000, models=500):
    if path.exists():
        return
    random.seed(2)
    words = ["import os", "class Net:", "    def forward(self, x):", "        return x", "# a comment", ""]
    for i in range(sources):
        file = path / f"package{i % 200}" / f"module{i}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(random.choice(words) for _ in range(random.randrange(5, 300))))
    for i in range(models):
        file = path / "models" / f"model{i}.pkl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps({"weights": [random.random() for _ in range(200)], "epoch": i}, 4))


def torch_zips(path, count=1_000):
    if path.exists():
        return
    path.mkdir(parents=True)
    for i in range(count):
        with zipfile.ZipFile(path / f"model{i}.pt", "w") as archive:
            archive.writestr("archive/data.pkl", pickle.dumps({"epoch": i, "names": ["a"] * 50}, 2))
            archive.writestr("archive/version", "3\n")
            for part in range(4):
                archive.writestr(f"archive/data/{part}", os.urandom(4096))


def joblib_file(path, opener, megabytes):
    """Arrays of float32 between the opcodes, as joblib writes them, compressed as a whole."""
    if path.exists():
        return
    random.seed(3)

    def text(value):
        return b"\x8c" + bytes([len(value)]) + value.encode()

    dtype = text("numpy") + text("dtype") + b"\x93" + text("f4") + b"\x89\x88\x87R(K\3" + text("<") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb"
    count = 8 << 20
    wrapper = (text("joblib.numpy_pickle") + text("NumpyArrayWrapper") + b"\x93)\x81}(" + text("subclass") + text("numpy")
               + text("ndarray") + b"\x93" + text("shape") + b"J" + struct.pack("<i", count) + b"\x85" + text("order") + text("C")
               + text("dtype") + dtype + text("allow_mmap") + b"\x88ub")
    with opener(path) as file:
        file.write(b"\x80\4](")
        for _ in range(megabytes // 32):
            weights = bytearray(random.randbytes(4 * count))
            weights[3::4] = random.choices(b"\x3c\x3d\x3e\xbc\xbd\xbe", k=count)  # exponents near those of trained weights
            file.write(wrapper)
            file.write(weights)
        file.write(b"e.")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=pathlib.Path(__file__).resolve().parent / "work", type=pathlib.Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    dense(folder / "dense.pkl")
    large_bytes(folder / "bytes.pkl")
    sparse_torch_zip(folder / "sparse.pt")
    repository(folder / "repository")
    torch_zips(folder / "torch-zips")
    joblib_file(folder / "model.joblib.gz", lambda path: gzip.open(path, "wb", compresslevel=1), 512)
    joblib_file(folder / "model.joblib.xz", lambda path: lzma.open(path, "wb", preset=0), 512)


if __name__ == "__main__":
    main()
