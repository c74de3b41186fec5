"""Pickles random object graphs, damages them, and prints what an unpickler of this Python asks for.

One line a file, fields separated by tabs:
  how       what was done to it: whole, cut, padded, concatenated, flipped, reframed, gzip, bz2, xz, zlib, zip, tar, npy
  content   in hexadecimal
  ok        whether the unpickler came to the end without an error
  imports   the names that it asked find_class for, sorted: "module name", in hexadecimal, separated by spaces

Nothing is imported and nothing runs: find_class notes the name and gives a class that does nothing.
"""
import array
import bz2
import collections
import datetime
import decimal
import enum
import fractions
import functools
import gzip
import io
import ipaddress
import lzma
import operator
import pathlib
import pickle
import random
import re
import resource
import struct
import sys
import tarfile
import types
import uuid
import zipfile
import zlib

# A flipped byte can ask for a memo of 32 GB.
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))

RANDOM = random.Random(int(sys.argv[1]))
ROUNDS = int(sys.argv[2])


class Thing:
    def __init__(self, **values):
        self.__dict__.update(values)


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a, self.b = a, b

    def __getstate__(self):
        return None, {"a": self.a, "b": self.b}


class Arguments:
    def __new__(cls, *positional, **named):
        return super().__new__(cls)

    def __getnewargs_ex__(self):
        return (1, "x"), {"named": [2]}


class Reduced:
    def __init__(self, *parts):
        self.parts = parts

    def __reduce__(self):
        return self.parts


class Named:
    """Pickles to the import of a name that need not exist."""

    def __init__(self, name):
        self.name = name

    def __reduce__(self):
        return self.name


class Colour(enum.Enum):
    RED = 1
    GREEN = "g"


Point = collections.namedtuple("Point", "x y")


class Subclass(dict):
    pass


def words():
    return RANDOM.choice(["a", "weights", "os", "system", "caf\xe9", "\u20ac", "x" * 300, "", "line\nbreak", "\x00", "'", "\U0001f600"])


def scalar():
    return RANDOM.choice([
        None, True, False, 0, 1, -1, 255, 256, 65536, -(2 ** 31), 2 ** 31, 2 ** 63, -(2 ** 200), 0.0, -1.5, 1e300,
        float("inf"), b"", b"bytes\xff\n", b"y" * 300, bytearray(b"array"), words(), words(), 3j, ...,
    ])


def leaf():
    return RANDOM.choice([
        scalar, scalar, scalar, scalar,
        lambda: datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc),
        lambda: datetime.timedelta(3),
        lambda: decimal.Decimal("1.5"),
        lambda: fractions.Fraction(1, 3),
        lambda: uuid.UUID(int=5),
        lambda: pathlib.PurePosixPath("/tmp/x"),
        lambda: ipaddress.ip_address("203.0.113.1"),
        lambda: re.compile("a+"),
        lambda: range(3),
        lambda: slice(1, 2),
        lambda: array.array("d", [1, 2]),
        lambda: Colour.RED,
        lambda: Point(1, words()),
        lambda: len, lambda: print, lambda: int, lambda: type(None), lambda: collections.OrderedDict,
        lambda: dict.fromkeys, lambda: "x".upper, lambda: operator.attrgetter("a.b"), lambda: operator.itemgetter(1, 2),
        lambda: functools.partial(max, 1, key=len), lambda: ValueError("x"), lambda: types.SimpleNamespace(a=1),
        lambda: Arguments(), lambda: Slotted(1, words()),
        lambda: Reduced(eval, ("1+1",)), lambda: Reduced(getattr, (dict, "fromkeys")),
        lambda: Reduced(collections.OrderedDict, (), {"state": 1}),
        lambda: Reduced(list, (), None, iter([1, scalar()])),
        lambda: Reduced(dict, (), None, None, iter([(1, scalar())])),
    ])()


def graph(depth, seen):
    choice = RANDOM.random()
    if seen and choice < 0.08:
        return RANDOM.choice(seen)
    if depth == 0 or choice < 0.3:
        return leaf()
    inner = lambda: graph(depth - 1, seen)
    size = RANDOM.choice([0, 1, 2, 3, 4, 5])
    kind = RANDOM.randrange(11)
    if kind < 2:
        made = [inner() for _ in range(size)]
    elif kind < 4:
        made = tuple(inner() for _ in range(size))
    elif kind < 6:
        made = {words() + str(i): inner() for i in range(size)}
    elif kind == 6:
        made = {hashable() for _ in range(size)} if size else frozenset([1, "a"])
    elif kind == 7:
        made = Thing(**{"a%d" % i: inner() for i in range(size)})
    elif kind == 8:
        made = RANDOM.choice([collections.OrderedDict, collections.defaultdict, Subclass])()
        made["k"] = inner()
    elif kind == 9:
        made = collections.deque([inner() for _ in range(size)])
    else:
        made = Reduced(RANDOM.choice([Thing, sorted, divmod, collections.Counter]), tuple(inner() for _ in range(size)), inner() or {"a": 1})
    seen.append(made)
    if isinstance(made, list) and RANDOM.random() < 0.1:
        made.append(made)
    return made


def hashable():
    return RANDOM.choice([1, "a", (1, 2), b"x", None, 2.5, words()])


class Stub:
    """Takes the place of everything that is imported."""

    def __new__(cls, *positional, **named):
        return super().__new__(cls)

    def __init__(self, *positional, **named):
        pass

    def __call__(self, *positional, **named):
        return Stub()

    def __setstate__(self, state):
        pass

    def __setitem__(self, key, value):
        pass

    def append(self, value):
        pass

    def extend(self, values):
        pass

    def add(self, value):
        pass


class Recorder(pickle.Unpickler):
    def __init__(self, file, asked):
        super().__init__(file)
        self.asked = asked

    def find_class(self, module, name):
        self.asked.add((module, name))
        return Stub

    def persistent_load(self, key):
        return Stub()


class Persisting(pickle.Pickler):
    def persistent_id(self, value):
        return str(id(type(value)) % 7) if isinstance(value, uuid.UUID) else None


def dumps(value, protocol):
    out = io.BytesIO()
    Persisting(out, protocol).dump(value)
    return out.getvalue()


def loaded(content):
    """What is asked for by loading one pickle after the other, and whether that went well to the end.

    From two files: the unpickler takes frames in another way where a file can be peeked into.
    """
    asked = set()
    sound = True
    for file in io.BytesIO(content), io.BufferedReader(io.BytesIO(content)):
        while file.tell() < len(content):
            try:
                Recorder(file, asked).load()
            except (Exception, RecursionError):
                sound = False
                break
    return asked, sound


def show(how, content, original=None):
    asked, ok = loaded(original if original is not None else content)
    names = sorted((module + " " + name).encode("utf-8", "surrogatepass").hex() for module, name in asked)
    print("\t".join([how, content.hex(), str(ok).lower(), " ".join(names)]))


def zipped(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", RANDOM.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
        archive.writestr("a.pkl", content)
    return out.getvalue()


def tarred(content):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("a.pkl")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def npy(content):
    header = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + content


WRAPPERS = {"gzip": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zlib": zlib.compress, "zip": zipped,
            "tar": tarred, "npy": npy}

for _ in range(ROUNDS):
    value = graph(RANDOM.choice([1, 2, 3, 4]), [])
    wholes = []
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        try:
            wholes.append(dumps(value, protocol))
        except Exception:
            continue
    for whole in wholes:
        show("whole", whole)
        show("cut", whole[: RANDOM.randrange(1, len(whole))])
        show("padded", whole + RANDOM.choice([b"\x00" * 9, b"\n", b"junk", b"\x80", RANDOM.choice(wholes)[:5]]))
        show("concatenated", whole + RANDOM.choice(wholes))
        if whole[2:3] == b"\x95" and sys.version_info >= (3, 8):  # before, bytes are cut by frames as well
            length = RANDOM.choice([RANDOM.randrange(len(whole)), len(whole) - 11 - RANDOM.randrange(3)])
            junk = RANDOM.choice([b"", b"junk", RANDOM.choice(wholes)])
            show("reframed", whole[:3] + struct.pack("<Q", length) + whole[11:] + junk)
            show("reframed", whole[:3] + struct.pack("<Q", length) + whole[11 : 11 + length] + junk + whole[11 + length :])
        for _ in range(3):
            flipped = bytearray(whole)
            for _ in range(RANDOM.choice([1, 1, 2, 4])):
                flipped[RANDOM.randrange(len(flipped))] = RANDOM.choice(b"c\x93iRbo0(.t\x85\x81\x92h\x94N2gqpujK\x95" + bytes([RANDOM.randrange(256)]))
            show("flipped", bytes(flipped))
    how = RANDOM.choice(sorted(WRAPPERS))
    content = RANDOM.choice(wholes)
    show(how, WRAPPERS[how](content), content)
