#!/usr/bin/env python3
"""Measures the container image: python3 bench/image.py [RUNS], as root, after mvn -Pimage package.

Each run is a container of its own, started by runc with a read-only root and no network. CPU time is that of all its
processes and of runc itself (user and system, median of the runs); resident memory is the largest that any of them had.
Needs runc, skopeo and umoci.
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
IMAGE = PROJECT / "target/modelscan-image.tar"

# A step of a job without a token: nothing is asked of GitHub.
JOB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_WORKSPACE": "/models",
    "GITHUB_REPOSITORY": "octocat/hello-world",
    "GITHUB_EVENT_NAME": "schedule",
    "GITHUB_OUTPUT": "/models/output",
    "GITHUB_STEP_SUMMARY": "/models/summary",
    "RUNNER_TEMP": "/models",
    "INPUT_UPLOAD-SARIF": "never",
}

WORKLOADS = [
    ("`--version`", ["--version"], {}),
    ("one pickle", ["pickle/malicious/attrgetter.pkl"], {}),
    ("28 NumPy arrays", ["npy/benign"], {}),
    ("the action, ordinary pickles", ["action"], JOB | {"INPUT_PATH": "pickle/benign"}),
    ("the action, malicious pickles", ["action"], JOB | {"INPUT_PATH": "pickle/malicious"}),
    ("all fixtures", ["."], {}),
]


def unpack(folder):
    for command in (
        ["skopeo", "copy", "-q", f"docker-archive:{IMAGE}", "oci:oci:image"],
        ["umoci", "unpack", "--image", "oci:image", "bundle"],
    ):
        subprocess.run(command, cwd=folder, check=True)
    return json.loads((folder / "bundle/config.json").read_text())


def bundle(folder, config, arguments, environment):
    config = json.loads(json.dumps(config))
    config["root"] = {"path": str(folder / "bundle/rootfs"), "readonly": True}
    config["process"].update(terminal=False, rlimits=[])
    config["process"]["args"] += arguments
    config["process"]["env"] += [f"{name}={value}" for name, value in environment.items()]
    models = {"destination": "/models", "type": "bind", "source": str(folder / "fixtures"), "options": ["rbind", "rw"]}
    config["mounts"].append(models)
    started = pathlib.Path(tempfile.mkdtemp(dir=folder))
    (started / "config.json").write_text(json.dumps(config))
    return started


def measure(started):
    begin = time.monotonic()
    process = subprocess.Popen(
        ["runc", "run", f"measured-{os.getpid()}"],
        cwd=started,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(messages.decode())
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        config = unpack(folder)
        shutil.copytree(PROJECT / "fixtures", folder / "fixtures")
        index = json.loads((folder / "oci/index.json").read_text())
        manifest = folder / "oci/blobs" / index["manifests"][0]["digest"].replace(":", "/")
        layers = json.loads(manifest.read_text())["layers"]
        print(f"image {IMAGE.stat().st_size / 1e6:.1f} MB, layers", *(f'{layer["size"] / 1e6:.1f}' for layer in layers))
        print()
        print("| in the container | CPU | wall | resident |\n|---|---|---|---|")
        for title, arguments, environment in WORKLOADS:
            started = bundle(folder, config, arguments, environment)
            cpu, wall, memory = zip(*(measure(started) for _ in range(runs)))
            print(
                f"| {title} | {statistics.median(cpu):.2f} s | {statistics.median(wall):.2f} s "
                f"| {max(memory) / 1024:.0f} MB |"
            )


main()
