"""What this Python's liblzma decodes, in hexadecimal.

Of each .xz and .lzma file named, its first 1, 2, 3, ... bytes; any other, which is raw LZMA2, up to an error. By that,
the last byte before it is lost.
"""
import lzma
import sys

RAW = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 22}]

for name in sys.argv[1:]:
    with open(name, "rb") as file:
        data = file.read()
    if name.endswith(("xz", "lzma")):
        for length in range(len(data) + 1):
            print(lzma.LZMADecompressor().decompress(data[:length]).hex())
    else:
        content = b""
        decompressor = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=RAW)
        try:
            content += decompressor.decompress(data, 1)
            while not decompressor.needs_input and not decompressor.eof:
                content += decompressor.decompress(b"", 1)
        except lzma.LZMAError:
            pass  # a byte at a time, so that no more is lost
        print(content.hex())
