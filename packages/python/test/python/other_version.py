"""A Python side of another version: `other_version.py PROTOCOL PYTHON -u epsie_worker.py SETTINGS`."""
import json
import os
import struct
import sys
import time

settings = json.loads(sys.argv[-1])
answers = os.open(settings["answers"], os.O_WRONLY)
hello = {"protocol": int(sys.argv[1]), "python": sys.argv[2], "executable": "/usr/bin/python"}
text = json.dumps(hello).encode("ascii")
text += b" " * (-len(text) % 8)
os.write(answers, struct.pack("<HHIII", 0xE951, 1, len(text), 0, 1) + text)
time.sleep(60)
