"""Of each file named: how many bytes this Python's liblzma decodes of its first 1, 2, 3, ... bytes, and their CRC-32."""
import lzma
import sys
import zlib

for name in sys.argv[1:]:
    with open(name, "rb") as file:
        data = file.read()
    for length in range(len(data) + 1):
        content = lzma.LZMADecompressor().decompress(data[:length])
        print(len(content), zlib.crc32(content))
