"""Prints the opcodes of pickles as pickletools sees them: offset, name, argument. Files come on standard input."""
import pickletools
import struct
import sys


def text(argument):
    if argument is None:
        return "-"
    if isinstance(argument, bool):
        return str(argument)
    if isinstance(argument, int):
        return str(argument)
    if isinstance(argument, float):
        return "f:" + struct.pack(">d", argument).hex()
    if isinstance(argument, str):
        return "s:" + argument.encode("utf-8", "surrogatepass").hex()
    return "b:" + bytes(argument).hex()


for path in sys.stdin.read().splitlines():
    print("file", path)
    data = open(path, "rb").read()
    try:
        for opcode, argument, position in pickletools.genops(data):
            print(position, opcode.name, text(argument))
    except Exception:
        print("stopped")
