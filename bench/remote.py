#!/usr/bin/env python3
"""Counts what a scan of a Hugging Face repository asks of the server and receives, on a server of the same layout on loopback.

Run by hand: python3 bench/remote.py. Every answer is delayed, as the way to a server of the internet would do it; requests and
bytes are those that the server counted. Large files are sparse. Prints a Markdown table.
"""
import argparse
import http.server
import json
import os
import pathlib
import pickle
import random
import re
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib

import generate

HERE = pathlib.Path(__file__).resolve().parent
COMMIT = "0" * 40


class Hub(http.server.ThreadingHTTPServer):
    """One repository, owner/name, whose files are those of a folder."""

    request_queue_size = 128
    daemon_threads = True

    def __init__(self, folder, delay):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.delay = folder, delay
        self.lock = threading.Lock()
        self.requests = self.sent = self.now = self.most = 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        hub = self.server
        with hub.lock:
            hub.requests += 1
            hub.now += 1
            hub.most = max(hub.most, hub.now)
        time.sleep(hub.delay)
        try:
            self.answer(hub)
        finally:
            with hub.lock:
                hub.now -= 1

    def answer(self, hub):
        path = self.path.split("?")[0]
        if path.startswith("/api/models/owner/name/revision/"):
            return self.body(200, json.dumps({"sha": COMMIT}).encode())
        if path == f"/api/models/owner/name/tree/{COMMIT}":
            files = sorted(file for file in hub.folder.iterdir() if file.is_file())
            return self.body(200, json.dumps([
                {"type": "file", "path": file.name, "size": file.stat().st_size, "oid": "0"} for file in files]).encode())
        resolve = f"/owner/name/resolve/{COMMIT}/"
        if path.startswith(resolve):
            # As the Hub does it: to a store of another name.
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{hub.server_port}/store/{path[len(resolve):]}")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        file = hub.folder / path.rsplit("/", 1)[1]
        size = file.stat().st_size
        first, last = map(int, re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"]).groups())
        last = min(last, size - 1)
        with open(file, "rb") as content:
            content.seek(first)
            part = content.read(last - first + 1)
        self.body(206, part, {"Content-Range": f"bytes {first}-{last}/{size}", "ETag": '"1"'})

    def body(self, status, content, headers=()):
        with self.server.lock:
            self.server.sent += len(content)
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def checkpoint(path, storages, each):
    """A PyTorch archive of many storages, each a hole."""
    if path.exists():
        return
    data = pickle.dumps({"weight": None}, 2)
    with open(path, "wb") as file:
        directory = []

        def member(name, length, content):
            offset = file.tell()
            checksum = 0 if content is None else zlib.crc32(content)
            file.write(struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0, checksum, length, length, len(name), 0) + name)
            if content is None:
                file.seek(length, os.SEEK_CUR)
            else:
                file.write(content)
            directory.append((name, length, checksum, offset))

        member(b"archive/data.pkl", len(data), data)
        for number in range(storages):
            member(b"archive/data/%d" % number, each, None)
        start = file.tell()
        for name, length, checksum, offset in directory:
            extra = struct.pack("<HHQ", 1, 8, offset)
            file.write(struct.pack("<4s6H3I5H2I", b"PK\1\2", 45, 45, 0, 0, 0, 0, checksum, length, length, len(name), len(extra),
                                   0, 0, 0, 0, 0xFFFFFFFF) + name + extra)
        end = file.tell()
        count = len(directory)
        file.write(struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, end - start, start))
        file.write(struct.pack("<4sIQI", b"PK\6\7", 0, end, 1))
        file.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, end - start, 0xFFFFFFFF, 0))


def repository(path, files=50):
    if path.exists():
        return
    path.mkdir(parents=True)
    random.seed(1)
    for number in range(files):
        with zipfile.ZipFile(path / f"model-{number:02}.pt", "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("archive/data.pkl", pickle.dumps({"number": number}, 2))
            archive.writestr("archive/data/0", random.randbytes(2 << 20))


def scan(modelscan, folder, delay, *options):
    hub = Hub(folder, delay)
    threading.Thread(target=hub.serve_forever, daemon=True).start()
    environment = dict(os.environ, HF_ENDPOINT=f"http://127.0.0.1:{hub.server_port}", HF_TOKEN="")
    start = time.perf_counter()
    done = subprocess.run([*modelscan, "-hf", "owner/name", *options], env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    hub.shutdown()
    if done.returncode != 0 or "nothing found" not in done.stdout:
        sys.exit(f"scan ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return hub, seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=HERE / "work", type=pathlib.Path)
    parser.add_argument("--delay", type=float, default=0.05, help="seconds before each answer")
    parser.add_argument("--modelscan", default=str(HERE.parent / "bin" / "modelscan"), help="the command to run")
    options = parser.parse_args()
    modelscan = options.modelscan.split()
    for name in ("one", "many"):
        (options.folder / "remote" / name).mkdir(parents=True, exist_ok=True)
    generate.sparse_torch_zip(options.folder / "remote" / "one" / "sparse.pt")
    checkpoint(options.folder / "remote" / "many" / "checkpoint.pt", 300, (8 << 30) // 300)
    repository(options.folder / "remote" / "repository")
    print("| repository | requests | at once | fetched MB | of all | wall s |\n|---|---|---|---|---|---|")
    for what, name, more in (("8 GiB torch ZIP, one storage", "one", ()), ("8 GiB torch ZIP, 300 storages", "many", ()),
                             ("50 torch ZIPs of 2 MB", "repository", ()),
                             ("the same with `--jobs 1`", "repository", ("--jobs", "1"))):
        folder = options.folder / "remote" / name
        hub, seconds = scan(modelscan, folder, options.delay, *more)
        total = sum(file.stat().st_size for file in folder.iterdir())
        print(f"| {what} | {hub.requests} | {hub.most} | {hub.sent / 1e6:.2f} | {hub.sent / total:.4%} | {seconds:.2f} |")


if __name__ == "__main__":
    main()
