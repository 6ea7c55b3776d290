"""Likelihoods that cost nothing: what remains is the call."""
import os
import struct
import sys


def model(options):
    def evaluate(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o):
        return 0.0

    return evaluate


def vectorized(options):
    import numpy

    return lambda a, b, c, d, e, f, g, h, i, j, k, l, m, n, o: numpy.zeros(len(a))


def echo(requests, answers, size):
    """Answers each request of some bytes by 8 bytes, with nothing else: the least that a call between two processes takes."""
    requests, answers = os.open(requests, os.O_RDONLY), os.open(answers, os.O_WRONLY)
    answer = struct.pack("<d", 0.0)
    while os.read(requests, size):
        os.write(answers, answer)


if __name__ == "__main__":
    echo(sys.argv[1], sys.argv[2], int(sys.argv[3]))
