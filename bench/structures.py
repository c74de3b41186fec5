#!/usr/bin/env python3
"""Makes large and hostile HDF5, Keras, TensorFlow and ONNX files, and times bin/modelscan on each.

Run by hand with a Python that has h5py: python3 bench/structures.py [FOLDER]. The files (about 2 GB on disk, sparse where
size is all that matters) are made once, in bench/work by default. Prints a Markdown table: wall and processor seconds, peak
resident memory, findings, and how the scan ended. What is hostile must stay below 300 MB and end within the budgets.
"""
import argparse
import json
import multiprocessing
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "fixtures" / "make"))
from protobuf import field, message, varint  # noqa: E402

FLOAT, STRING = 1, 7
DENSE = {"class_name": "Dense", "config": {"name": "dense", "units": 4, "activation": "relu"}}
SEQUENTIAL = {"class_name": "Sequential", "config": {"name": "sequential", "layers": [DENSE] * 3}}


# HDF5 and Keras.


def keras(path, config, rows=64):
    import h5py

    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = config
        file.attrs["keras_version"] = "2.15.0"
        weights = file.create_group("model_weights")
        weights.attrs["layer_names"] = [b"dense"]
        kernel = weights.create_dataset("dense/kernel:0", (rows, 1024), "f4")
        kernel[-1] = 1  # allocates it; what is not written stays a hole


def weights_of_4_gigabytes(path):
    keras(path, json.dumps(SEQUENTIAL), rows=1 << 20)


def thousand_models(path):
    path.mkdir(parents=True)
    for i in range(1_000):
        keras(path / f"model{i}.h5", json.dumps(SEQUENTIAL), rows=4)


def many_layers(path, megabytes=500):
    layer = json.dumps(DENSE)
    layers = ", ".join([layer] * (megabytes * (1 << 20) // (len(layer) + 2)))
    keras(path, '{"class_name": "Sequential", "config": {"layers": [%s]}}' % layers)


def one_long_word(path, megabytes=500):
    keras(path, '{"class_name": "Sequential", "config": {"layers": [], "name": "%s"}}' % ("x" * (megabytes << 20)))


def one_long_lambda(path, megabytes=500):
    code = "4wAAAAAAAAAAAAAAAAEAAAADAAAA" * (megabytes * (1 << 20) // 28)
    layer = {"class_name": "Lambda", "config": {"function": ["CODE", None, None], "function_type": "lambda"}}
    keras(path, json.dumps({"class_name": "Sequential", "config": {"layers": [layer]}}).replace("CODE", code))


def names_given_again(path, times=300_000):
    names = ", ".join(['"function": "f", "class_name": "Lambda"'] * times)
    keras(path, '{"class_name": "Sequential", "config": {"layers": [{"class_name": "Lambda", "config": {%s}}]}}' % names)


def names_without_end(path, times=300_000):
    names = ", ".join('"function_%d": {"class_name": "Lambda", "config": {"name": "x", "function": "f"}}' % i for i in range(times))
    keras(path, '{"class_name": "Lambda", "config": {%s}}' % names)


def huge_shape(path):
    import h5py

    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(SEQUENTIAL)
        file.create_dataset("model_weights/dense/kernel:0", (1 << 20, 1 << 20), "f8")


def hard_link_cycles(path, groups=300):
    """Every group holds a link to every group: paths without end, over few objects."""
    import h5py

    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(SEQUENTIAL)
        made = [file.create_group(f"g{i}") for i in range(groups)]
        for one in made:
            for i, other in enumerate(made):
                one[f"to{i}"] = other


# TensorFlow.


def node(name, operator, *inputs, **attributes):
    fields = [(1, name), (2, operator)] + [(3, one) for one in inputs]
    return fields + [(5, [(1, key), (2, value)]) for key, value in attributes.items()]


def const(name, text):
    return node(name, "Const", dtype=[(6, STRING)], value=[(8, [(1, STRING), (8, text)])])


def drop(path="drop_path"):
    return [const("drop_path", "/tmp/x"), const("drop_text", "echo"), node("drop", "WriteFile", path, "drop_text")]


def write_saved_model(path, nodes):
    graph = b"".join(field(1, one) for one in nodes)
    path.write_bytes(message([(1, 1), (2, [(1, [(4, "serve")]), (2, graph)])]))


def graph_of_50_megabytes(path):
    """Half a million nodes of about 100 bytes, the last of which writes a file whose path is looked up by name."""
    names = ("model/block_%05d/dense/%s" % (i // 4, part) for i in range(500_000) for part in (("MatMul", "BiasAdd", "Relu", "Add")[i % 4],))
    nodes = (node(name, "AddV2", f"model/input_{i}", f"model/weights_{i}", T=[(6, FLOAT)]) for i, name in enumerate(names))
    write_saved_model(path, [*nodes, *drop()])


def graph_of_a_million_nodes(path):
    nodes = (node(f"node_{i}", "AddV2", f"node_{i - 1}") for i in range(1_000_000))
    write_saved_model(path, [node("node_-1", "Placeholder", dtype=[(6, FLOAT)]), *nodes, *drop()])


def million_nodes_of_one_name(path):
    nodes = (node("same", "Identity", "same") for i in range(1_000_000))
    write_saved_model(path, [*nodes, *drop("same")])


def million_writes(path):
    """Each of them is a finding, and each has a path to be looked up through ten nodes."""
    chain = [node(f"hop{i}", "Identity", f"hop{i - 1}" if i else "drop_path") for i in range(10)]
    nodes = (node(f"drop{i}", "WriteFile", "hop9", "drop_text") for i in range(1_000_000))
    write_saved_model(path, [*drop(), *chain, *nodes])


def many_arguments(path, arguments=250_000):
    """A function of very many arguments, in which each of them is followed, and an operator behind it."""
    hops = [node(f"hop{i}", "Identity", f"hop{i - 1}:output:0" if i else "argument_9") for i in range(60)]
    reads = [node(f"read{i}", "ReadFile", "hop59:output:0") for i in range(2_000)]
    signature = field(1, "f") + b"".join(field(2, [(1, f"argument_{i}")]) for i in range(arguments))
    function = field(1, signature) + b"".join(field(3, one) for one in hops + reads)
    graph = b"".join(field(1, one) for one in drop()) + field(2, field(1, function))
    path.write_bytes(message([(1, 1), (2, [(1, [(4, "serve")]), (2, graph)])]))


def joins_that_double(path):
    """A path that is joined out of two times a path that is joined out of two times a path …"""
    joins = [node(f"join{i}", "StringJoin", *[f"join{i - 1}" if i else "drop_path"] * 2) for i in range(60)]
    write_saved_model(path, [*joins, *drop("join59")])


def constant_of_600_megabytes(path):
    """A string of that size, which might be a graph: it starts like one."""
    size = 600 << 20
    start = field(1, node("x", "Placeholder", dtype=[(6, FLOAT)]))
    tail = b"".join(field(1, one) for one in drop())

    def lengths(*numbers):
        inner = size
        headers = []
        for number in numbers:
            headers.append(varint(number << 3 | 2) + varint(inner))
            inner += len(headers[-1])
        return b"".join(reversed(headers)), inner

    string, inner = lengths(8, 8)  # string_val of a TensorProto in an AttrValue
    value = varint(2 << 3 | 2) + varint(inner) + string
    entry = field(1, "value") + value
    attribute = varint(5 << 3 | 2) + varint(len(entry) + size)
    head = field(1, "big") + field(2, "Const") + attribute + entry
    with open(path, "wb") as file:
        graph = varint(1 << 3 | 2) + varint(len(head) + size) + head
        whole = varint(2 << 3 | 2) + varint(len(graph) + size + len(tail))
        file.write(field(1, 1) + varint(2 << 3 | 2) + varint(len(whole) + len(graph) + size + len(tail)) + whole + graph + start)
        file.seek(size - len(start), os.SEEK_CUR)
        file.write(tail)


# ONNX.


def onnx_of_2_gigabytes(path, gigabytes=2):
    """Weights in 64 initializers that are holes."""
    each = (gigabytes << 30) // 64 - 4096
    start = field(1, 9) + field(2, "bench")
    nodes = field(1, [(1, "x"), (1, "w0"), (2, "y"), (4, "MatMul")])
    tensors = []
    for i in range(64):
        head = field(1, each // 4) + field(2, FLOAT) + field(8, f"w{i}") + varint(9 << 3 | 2) + varint(each)
        tensors.append(varint(5 << 3 | 2) + varint(len(head) + each) + head)
    size = len(nodes) + sum(len(one) + each for one in tensors)
    with open(path, "wb") as file:
        file.write(start + varint(7 << 3 | 2) + varint(size) + nodes)
        for one in tensors:
            file.write(one)
            file.seek(each, os.SEEK_CUR)
        file.write(field(8, [(1, ""), (2, 17)]))


def onnx_of_a_million_nodes(path):
    nodes = b"".join(field(1, [(1, f"n{i}"), (2, f"n{i + 1}"), (4, "Relu")]) for i in range(1_000_000))
    path.write_bytes(message([(1, 9), (7, nodes), (8, [(1, ""), (2, 17)])]))


def random_bytes_in_graph(path):
    """A million flipped bytes over 50 MB."""
    graph_of_50_megabytes(path)
    content = bytearray(path.read_bytes())
    numbers = random.Random(5)
    for _ in range(1_000_000):
        content[numbers.randrange(100, len(content))] = numbers.randrange(256)
    path.write_bytes(content)


WORKLOADS = [
    ("large.h5", weights_of_4_gigabytes, "4 GiB of weights in HDF5"),
    ("h5", thousand_models, "1,000 small HDF5 models"),
    ("graph.pb", graph_of_50_megabytes, "SavedModel of 500,000 nodes, 50 MB"),
    ("large.onnx", onnx_of_2_gigabytes, "2 GiB of weights in ONNX"),
    ("nodes.onnx", onnx_of_a_million_nodes, "ONNX of 1,000,000 nodes"),
    ("layers.h5", many_layers, "model_config of 500 MB in 5 million layers"),
    ("word.h5", one_long_word, "model_config of 500 MB in one word"),
    ("lambda.h5", one_long_lambda, "model_config of 500 MB in one Lambda"),
    ("again.h5", names_given_again, "an object that gives a name 300,000 times"),
    ("names.h5", names_without_end, "an object of 300,000 objects"),
    ("shape.h5", huge_shape, "dataset of 2^40 numbers"),
    ("cycles.h5", hard_link_cycles, "300 groups with hard links to each other"),
    ("million.pb", graph_of_a_million_nodes, "SavedModel of 1,000,000 nodes"),
    ("same.pb", million_nodes_of_one_name, "1,000,000 nodes of one name"),
    ("writes.pb", million_writes, "1,000,000 nodes that write files"),
    ("arguments.pb", many_arguments, "a function of 250,000 arguments and 2,000 reads"),
    ("joins.pb", joins_that_double, "a path joined out of 2^60 parts"),
    ("constant.pb", constant_of_600_megabytes, "a string of 600 MB that starts like a graph"),
    ("flipped.pb", random_bytes_in_graph, "50 MB graph with a million flipped bytes"),
]


def measure(program, path):
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        start = time.perf_counter()
        process = subprocess.Popen([program, "--no-color", "-r", f"json={report.name}", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        told = json.load(open(report.name)) if os.path.getsize(report.name) else {"models": [], "findings": []}
    reasons = sorted({one.get("reason", one["status"]) for one in told["models"]}) or [f"exit {os.waitstatus_to_exitcode(status)}"]
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, len(told["findings"]), "; ".join(reasons)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=HERE / "work", type=pathlib.Path)
    parser.add_argument("--program", default=str(HERE.parent / "bin" / "modelscan"))
    parser.add_argument("--only", action="append", help="file name of one workload; repeatable")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    print("| workload | wall s | processor s | resident MB | findings | outcome |\n|---|---|---|---|---|---|")
    for name, make, what in WORKLOADS:
        if options.only and name not in options.only:
            continue
        path = options.folder / name
        if not path.exists():  # in a process of its own, so that this one stays small: a child starts with its size
            maker = multiprocessing.Process(target=make, args=(path,))
            maker.start()
            maker.join()
        wall, processor, memory, findings, outcome = measure(options.program, path)
        print(f"| {what} | {wall:.2f} | {processor:.2f} | {memory:.0f} | {findings} | {outcome[:160]} |", flush=True)


if __name__ == "__main__":
    main()
