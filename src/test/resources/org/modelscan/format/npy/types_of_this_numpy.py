"""Prints data types as npy headers write them, with what NumPy itself makes of them; nothing without NumPy.

One line a type: the literal in hexadecimal, the length of an element, whether it has objects.
"""
import binascii
import random
import sys

try:
    import numpy
except ImportError:
    sys.exit(0)

RANDOM = random.Random(int(sys.argv[1]))
LEAVES = (
    "? b B b1 i1 <i2 >i4 i8 u1 <u4 u8 f2 <f4 f8 <f16 c8 >c16 c32 S S7 |S1 a3 U <U5 V V16 |V0 M8[ns] <m8[s] m8 M8 "
    "O |O O8 c h H e i I f l L q Q p P d g F D G bool int8 uint16 int32 float64 float complex object str bytes void "
    "half single double longdouble intp uint bool_ object_ str_ bytes_ float32 complex128 datetime64 timedelta64[D]"
).split()
COMMAS = ["i4,f8", "i4, O", "2i4", "(2,3)f8, S3", "3O,i1", "f4,", "(2)i2,U2", "S2, (4,)V1, ?"]


def leaf():
    return RANDOM.choice(LEAVES if RANDOM.random() < 0.8 else COMMAS)


def shape():
    return RANDOM.choice([2, 0, (3,), (2, 3), (), (0, 4), (1, 1, 1)])


def descr(depth):
    choice = RANDOM.random()
    if depth == 0 or choice < 0.4:
        return leaf()
    if choice < 0.6:
        return (descr(depth - 1), shape())
    fields = []
    for number in range(RANDOM.randint(0, 4)):
        name = "f%d" % number
        field = [name if RANDOM.random() < 0.7 else ("title %d" % number, name), descr(depth - 1)]
        if RANDOM.random() < 0.4:
            field.append(shape())
        fields.append(tuple(field))
    return fields


def written(value):
    """The literal, now and then in a form that repr does not give."""
    text = repr(value)
    if RANDOM.random() < 0.3:
        text = text.replace("'", '"')
    if RANDOM.random() < 0.2:
        text = text.replace("O", "\\x4f")
    if RANDOM.random() < 0.2:
        text = "(" + text + ") # comment"
    return text


def numpys(value):
    """As numpy.lib.format.descr_to_dtype, but without what only padding needs."""
    if isinstance(value, str):
        return numpy.dtype(value)
    if isinstance(value, tuple):
        return numpy.dtype((numpys(value[0]), value[1]))
    fields = []
    for field in value:
        names = field[0]
        kind = numpys(field[1])
        fields.append((names, kind) if len(field) == 2 else (names, numpy.dtype((kind, field[2]))))
    return numpy.dtype(fields)


for _ in range(3000):
    value = descr(3)
    try:
        kind = numpys(value)
    except (TypeError, ValueError):
        continue
    text = binascii.hexlify(written(value).encode("utf-8")).decode("ascii")
    print("%s\t%d\t%s" % (text, kind.itemsize, "true" if kind.hasobject else "false"))
