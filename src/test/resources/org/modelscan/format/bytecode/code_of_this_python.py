"""Prints marshalled code objects of the running Python, with what Python itself says of them.

One line an object, fields separated by tabs: the marshalled bytes, the names (co_names) of it and of all
nested code objects, its string constants, its function names and its local variables; each list as sorted,
space-separated hexadecimal of UTF-8. Runs on Python 2.7 and on every Python 3.
"""
import binascii
import io
import marshal
import os
import sys
import types

SNIPPETS = [
    "import os\nos.system('echo marker')\n",
    "from os import path as p, system\nsystem('echo marker'); p.join('a', 'b')\n",
    "import os.path\nimport xml.dom as d\nos.path.join('x')\nd.Node\n",
    "def outer(a, b=1, *c, **d):\n    import subprocess\n    def inner():\n        return subprocess.call(['echo', a])\n"
    "    return inner\n",
    "f = lambda x: x / 127.5 - 1\n",
    "class A(object):\n    text = u'caf\\xe9 \\u20ac'\n    def m(self):\n        return [y.real for y in self.items if y]\n",
    "x = {1: (2, 3.5, 1j, None, True, 10 ** 30, -7), 'k': frozenset([1, 2])}\ny = b'bytes \\xff'\nz = x if 1 in {1, 2, 3} else ...\n"
    if sys.version_info[0] > 2
    else "x = {1: (2, 3.5, 1j, None, True, 10 ** 30, -7L)}\ny = 'bytes \\xff'\n",
    "def gen():\n    for i in range(3):\n        yield i\n    try:\n        exec('1')\n    except ValueError:\n        pass\n",
    "\n".join("name_%d = name_%d.attribute_%d" % (i, i + 1, i) for i in range(400)) + "\n",
]
if sys.version_info >= (3, 8):
    SNIPPETS.append("def f(a, /, b, *, c):\n    return (n := len(a)) + b.x[c:n]\n")
if sys.version_info >= (3, 12):
    SNIPPETS.append("type T[K] = list[K]\ndef f[X](x: X) -> X:\n    return x\n")


def walk(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            for nested in walk(constant):
                yield nested


def texts(value):
    """The strings in a constant, as marshal writes them."""
    if isinstance(value, (tuple, frozenset)):
        return [text for element in value for text in texts(element)]
    if isinstance(value, bytes):
        return [value.decode("latin-1")]
    if isinstance(value, type(u"")):
        return [value]
    return []


def field(values):
    unique = set(v if isinstance(v, type(u"")) else v.decode("latin-1") for v in values)
    return " ".join(sorted(binascii.hexlify(v.encode("utf-8")).decode("ascii") or "-" for v in unique))


def show(code, versions):
    codes = list(walk(code))
    facts = [
        [name for one in codes for name in one.co_names],
        [text for one in codes for constant in one.co_consts for text in texts(constant)],
        [one.co_name for one in codes],
        [name for one in codes for name in one.co_varnames],
    ]
    for version in versions:
        data = binascii.hexlify(marshal.dumps(code, version)).decode("ascii")
        print("\t".join([data] + [field(fact) for fact in facts]))


for number, snippet in enumerate(SNIPPETS):
    show(compile(snippet, "snippet_%d.py" % number, "exec"), range(marshal.version + 1))
for module in ["abc", "copy", "functools", "subprocess"]:
    path = os.path.join(os.path.dirname(os.__file__), module + ".py")
    if os.path.exists(path):
        with io.open(path, "rb") as source:
            show(compile(source.read(), module, "exec"), [marshal.version])
