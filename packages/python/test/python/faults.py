"""Likelihoods that fail, each in its own way. `model` fails itself for faults of the start."""
import os
import signal
import sys
import time


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError("not even this")

    __repr__ = __str__


def crash():
    import ctypes

    ctypes.string_at(0)


def busy_in_c():
    # Holds the interpreter lock for minutes.
    sum(range(10 ** 11))


def fork_child():
    # A child that outlives the call, and has all that its parent has.
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
    return 0.0


def fork_and_print():
    pid = os.fork()
    if pid == 0:
        os.write(1, b"from the child\n")
        os._exit(0)
    os.waitpid(pid, 0)
    return 0.0


def fork_and_return():
    # Both processes would answer.
    os.fork()
    return 0.0


def raises(error):
    raise error


def exit_with(code):
    sys.exit(code)


def print_much():
    line = "x" * 99 + "\n"
    for _ in range(1000):
        sys.stdout.write(line * 100)
    os.system("echo from a shell")
    print("from Python")
    sys.stderr.write("without an end")
    return 0.0


def close_all():
    os.closerange(0, 1024)
    return 0.0


class Scalar(object):
    shape = (2,)

    def __float__(self):
        return 1.0


CALLS = {
    "exception": lambda: raises(ValueError("the data are wrong")),
    "unprintable": lambda: raises(Unprintable()),
    "base exception": lambda: raises(BaseException("odd")),
    "interrupt": lambda: raises(KeyboardInterrupt()),
    "deep recursion": lambda: CALLS["deep recursion"](),
    "sys.exit": lambda: exit_with(3),
    "os._exit": lambda: os._exit(7),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "kill supervisor": lambda: (os.kill(os.getppid(), signal.SIGKILL), time.sleep(60)),
    "crash": crash,
    "loop": lambda: busy_in_c(),
    "sleep": lambda: time.sleep(600),
    "print much": print_much,
    "fork": fork_child,
    "fork and print": fork_and_print,
    "fork and return": fork_and_return,
    "close all": close_all,
    "nan": lambda: float("nan"),
    "infinity": lambda: float("inf"),
    "none": lambda: None,
    "text": lambda: "1.0",
    "complex": lambda: 1j,
    "bool": lambda: True,
    "list": lambda: [1.0],
    "pair": lambda: (0.0, 0.0),
    "shape": lambda: Scalar(),
    "triple": lambda: (1.0, 2.0, 3.0),
    "dict": lambda: {"loglikelihood": 1.0},
    "empty dict": lambda: {},
    "prior": lambda: {"logLikelihood": 0.0, "logPrior": 0.0},
    "blobs": lambda: {"logLikelihood": 0.0, "blobs": {}},
    "text in blob": lambda: {"logLikelihood": 0.0, "blob": {"chi": "2"}},
    "list as blob": lambda: {"logLikelihood": 0.0, "blob": [1.0]},
    "number as name": lambda: {"logLikelihood": 0.0, "blob": {1: 1.0}},
    "write to low descriptors": lambda: [os.write(fd, b"x" * 100) for fd in (1, 2)] and 0.0,
}


def model(options):
    fault = options["fault"]
    at_start = options.get("atStart", False)
    after = options.get("after", 0)
    state = {"calls": 0}
    if at_start:
        return CALLS[fault]()

    def evaluate(x):
        state["calls"] += 1
        if state["calls"] <= after:
            return -0.5 * x * x
        result = CALLS[fault]()
        return result

    return evaluate


def no_evaluate(options):
    return 3.0


def other_names(options):
    return lambda y, width=1.0: -0.5 * y * y


def more_names(options):
    return lambda x, y: -0.5 * x * y


def takes_options_as_point(x):
    return -0.5 * x * x


def keywords_only(options):
    return lambda *, x: -0.5 * x * x


def everything(options):
    return lambda **point: -0.5 * point["x"] ** 2


def vectorized(options):
    fault = options["fault"]
    results = {
        "short": lambda x: x[1:],
        "scalar": lambda x: 0.0,
        "none": lambda x: None,
        "text": lambda x: ["a"] * len(x),
        "two": lambda x: [[v, v] for v in x],
        "pair": lambda x: (x, x),
        "good": lambda x: [-0.5 * v * v for v in x],
    }
    return results[fault]
