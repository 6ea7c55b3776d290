"""The Python side of @epsie/python: evaluates a likelihood for one thread or process of a sampler.

Started by the package as `python3 -u epsie_worker.py SETTINGS`, never by hand. It needs nothing but the standard library; numpy is used
for `vectorized` likelihoods where it is installed.

Two processes: the evaluator runs the user's code and answers requests; its parent, the supervisor, forwards what the code prints, sends
a sign of life during long evaluations, enforces time limits and reports the evaluator's death. The supervisor runs none of the user's
code, so it works whatever that does, in C code too.

The file must be valid Python 2 as well, so that an old interpreter reports its version instead of a syntax error.
"""
import array
import collections
import fcntl
import json
import mmap
import os
import select
import signal
import struct
import sys
import time

PROTOCOL = 1
MAGIC = 0xE951
OLDEST = (3, 8)

# Requests.
SETUP, EVALUATE = 1, 2
# Answers.
HELLO, READY, RESULT, FAILURE, NAMES, BEAT, DEATH = 1, 2, 3, 4, 5, 6, 7

# Seconds between two signs of life, and for an idle evaluator to end by itself.
TICK = 0.1
GRACE = 0.5
# Bytes of output that may wait for the standard error, and lines that an error repeats.
WAITING = 1 << 20
LAST_LINES = 15
# File descriptors of the channel, where code that closes or reuses low ones does no harm.
HIGH = 200

HEADER = "<HHIII"
HEADER_SIZE = 16


class WrongUse(Exception):
    """A likelihood that is not of the expected form. The message is complete."""


# ---------------------------------------------------------------------------------------------------------------- channel


class Answers(object):
    """Writes frames of at most PIPE_BUF bytes, which no other process can interleave."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.sequence = 0
        self.room = getattr(select, "PIPE_BUF", 512) - HEADER_SIZE
        self.pack = struct.Struct(HEADER).pack

    def send(self, kind, payload):
        room = self.room
        size = len(payload)
        if size <= room:
            os.write(self.descriptor, self.pack(MAGIC, kind, size, self.sequence, 1) + payload)
            return
        for start in range(0, size, room):
            part = payload[start : start + room]
            last = 1 if start + room >= size else 0
            os.write(self.descriptor, self.pack(MAGIC, kind, len(part), self.sequence, last) + part)

    def send_json(self, kind, value):
        text = json.dumps(value).encode("ascii")
        self.send(kind, text + b" " * (-len(text) % 8))


class Requests(object):
    """Reads requests: a header and a payload of any length."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.unpack = struct.Struct(HEADER).unpack_from

    def read(self):
        """Returns kind, points, columns and payload of the next request; None at the end."""
        data = os.read(self.descriptor, 65536)
        while len(data) < HEADER_SIZE:
            more = os.read(self.descriptor, 65536) if data else b""
            if not more:
                return None
            data += more
        magic, kind, points, columns, size = self.unpack(data)
        if magic != MAGIC:
            raise WrongUse("Expected a request of the protocol, got other bytes")
        if len(data) == HEADER_SIZE + size:
            return kind, points, columns, data
        whole = bytearray(HEADER_SIZE + size)
        view = memoryview(whole)
        view[: len(data)] = data
        filled = len(data)
        while filled < len(whole):
            count = os.readv(self.descriptor, [view[filled:]])
            if count == 0:
                return None
            filled += count
        return kind, points, columns, whole


def connect(settings):
    """Opens the channel. Neither call waits for the other side: without it they fail, or the first read is at the end."""
    try:
        requests = os.open(settings["requests"], os.O_RDONLY | os.O_NONBLOCK)
        answers = os.open(settings["answers"], os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        # The other side has ended in the meantime.
        remove_files(settings)
        sys.exit(0)
    release_inherited(os.fstat(answers))
    result = []
    for descriptor in (requests, answers):
        high = fcntl.fcntl(descriptor, getattr(fcntl, "F_DUPFD_CLOEXEC", fcntl.F_DUPFD), HIGH)
        os.close(descriptor)
        fcntl.fcntl(high, fcntl.F_SETFL, fcntl.fcntl(high, fcntl.F_GETFL) & ~os.O_NONBLOCK)
        result.append(high)
    remove_files(settings)
    return result


def remove_files(settings):
    for remove, path in (
        (os.unlink, settings["requests"]),
        (os.unlink, settings["answers"]),
        (os.rmdir, os.path.dirname(settings["answers"])),
    ):
        try:
            remove(path)
        except OSError:
            pass


def release_inherited(answers):
    # Kept open until now, so that the other side sees the end of a Python that never arrives here.

    try:
        inherited = os.fstat(3)
    except OSError:
        return
    if (inherited.st_dev, inherited.st_ino) == (answers.st_dev, answers.st_ino):
        os.close(3)


# ------------------------------------------------------------------------------------------------------------- supervisor


class Output(object):
    """Forwards lines of the evaluator to the standard error, each with the worker's name, and never waits for it."""

    def __init__(self, source, name):
        self.source = source
        self.prefix = ("[%s] " % name).encode("utf-8", "replace")
        self.partial = b""
        self.waiting = bytearray()
        self.last = collections.deque(maxlen=LAST_LINES)
        self.open = True
        self.usable = True

    def read(self):
        data = os.read(self.source, 65536)
        if not data:
            self.open = False
        lines = (self.partial + data).split(b"\n")
        self.partial = lines.pop()
        if len(self.partial) > 65536 or (not data and self.partial):
            lines.append(self.partial)
            self.partial = b""
        self.add(lines)

    def add(self, lines):
        self.last.extend(lines[-LAST_LINES:])
        if self.usable:
            prefix = self.prefix
            self.waiting += b"".join([prefix + line + b"\n" for line in lines])

    def write(self):
        try:
            written = os.write(2, self.waiting[:4096])
            del self.waiting[:written]
        except OSError:
            self.usable = False
            del self.waiting[:]

    def drain(self, seconds):
        """Reads what the dead evaluator left, and writes what waits, within a limit."""
        limit = time.monotonic() + seconds
        for _ in range(32):
            if not self.open or not select.select([self.source], [], [], 0)[0]:
                break
            self.read()
        if self.partial:
            self.add([self.partial])
            self.partial = b""
        while self.waiting and time.monotonic() < limit and select.select([], [2], [], 0.1)[1]:
            self.write()

    def last_lines(self):
        return [line[-500:].decode("utf-8", "replace") for line in self.last]


class Supervisor(object):
    def __init__(self, settings, evaluator, requests, answers, source, clock):
        self.evaluator = evaluator
        self.requests = requests
        self.answers = answers
        self.clock = clock
        self.output = Output(source, settings["name"])
        self.limit = settings.get("timeLimit")
        self.start_limit = settings["startLimit"]
        self.tick = TICK if self.limit is None else max(0.005, min(TICK, self.limit / 8.0))
        self.busy = (0, 0.0)
        self.beaten = 0.0
        self.reason = None
        self.left = None

    def run(self):
        wake = self.watch_child()
        status = None
        while status is None:
            self.wait(wake)
            self.check_time()
            pid, code = os.waitpid(self.evaluator, os.WNOHANG)
            if pid != 0:
                status = code
        self.output.drain(0.2)
        self.report(status)
        kill_group(self.evaluator)
        self.output.drain(1.0)

    def watch_child(self):
        read, write = os.pipe()
        for descriptor in (read, write):
            fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_NONBLOCK)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(write)
        return read

    def wait(self, wake):
        poll = select.poll()
        poll.register(wake, select.POLLIN)
        output = self.output
        if self.left is None:
            poll.register(self.requests, 0)
        if output.open and len(output.waiting) < WAITING:
            poll.register(output.source, select.POLLIN)
        if output.waiting:
            poll.register(2, select.POLLOUT)
        for descriptor, _ in poll.poll(self.tick * 1000):
            if descriptor == wake:
                os.read(wake, 4096)
            elif descriptor == self.requests:
                self.leave()
            elif descriptor == 2:
                output.write()
            else:
                output.read()

    def leave(self):
        """The other side is gone: an idle evaluator ends by itself."""
        if self.left is None:
            self.left = time.monotonic()
        if self.clock[0] % 2 == 1 or time.monotonic() - self.left > GRACE:
            kill_group(self.evaluator)

    def check_time(self):
        if self.left is not None or os.getppid() == 1:
            self.leave()
        now = time.monotonic()
        count = self.clock[0]
        if count % 2 == 0 or count != self.busy[0]:
            self.busy = (count, now)
            return
        if now - self.beaten >= TICK:
            self.beaten = now
            self.beat()
        limit = self.start_limit if count == 1 else self.limit
        if limit is not None and now - self.busy[1] >= limit and self.reason is None:
            self.reason = limit
            kill_group(self.evaluator)

    def beat(self):
        try:
            self.answers.send(BEAT, b"")
        except OSError:
            self.leave()

    def report(self, status):
        death = {"output": self.output.last_lines()}
        if self.reason is not None:
            death["limit"] = self.reason
        elif os.WIFSIGNALED(status):
            death["signal"] = os.WTERMSIG(status)
        else:
            death["exit"] = os.WEXITSTATUS(status)
        try:
            self.answers.send_json(DEATH, death)
        except OSError:
            pass


def kill_group(pid):
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except OSError:
            pass


# -------------------------------------------------------------------------------------------------------------- evaluator


def detach(descriptors):
    """Makes this process immune to signals meant for the sampler, and its own children independent of the channel."""
    os.setpgid(0, 0)
    ignored = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    # Handlers instead of SIG_IGN, which programs that the likelihood starts would inherit.
    for number in ignored:
        signal.signal(number, lambda *_: None)

    def in_child():
        for number in ignored:
            signal.signal(number, signal.SIG_DFL)
        for descriptor in descriptors:
            try:
                os.close(descriptor)
            except OSError:
                pass

    os.register_at_fork(after_in_child=in_child)


def die_with_parent(parent):
    """On Linux, a supervisor that is killed takes the evaluator along."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
    except Exception:
        pass  # Not Linux.
    # It may have been killed before.
    if os.getppid() != parent:
        os._exit(1)


def quoted(names):
    return ", ".join("`%s`" % name for name in names)


def kind_of(value):
    """Describes a value for a message."""
    shape = getattr(value, "shape", None)
    name = type(value).__name__
    try:
        if shape is not None:
            return "%s of shape %s" % (name, tuple(shape))
        if hasattr(value, "__len__") and not isinstance(value, (str, bytes)):
            return "%s of %d" % (name, len(value))
        if value is None:
            return "None: the function may lack a `return`"
        text = repr(value)
    except BaseException:
        return name
    return "%s %s" % (name, text if len(text) <= 80 else text[:77] + "...")


def load_function(setup):
    """Imports the module of the likelihood and returns its function."""
    import importlib.util

    path = setup["module"]
    folder, file = os.path.split(path)
    name = os.path.splitext(file)[0]
    # As for a script: modules beside the likelihood can be imported.
    sys.path[0] = folder
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or not os.path.isfile(path):
        what = "no such file" if not os.path.exists(path) else "it is not a Python file"
        raise WrongUse("Expected `module` to be a Python file, got %s: %s" % (path, what))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    wanted = setup["function"]
    function = getattr(module, wanted, None)
    if not callable(function):
        names = [n for n in vars(module) if callable(getattr(module, n)) and not n.startswith("_")]
        found = quoted(names) if names else "no functions"
        raise WrongUse(
            "Expected %s to define a function `%s`, found %s%s" % (path, wanted, found, suggestion(wanted, names))
        )
    return function


def suggestion(name, names):
    import difflib

    near = difflib.get_close_matches(name, names, 1)
    return ". Did you mean `%s`?" % near[0] if near else ""


def make_caller(evaluate, names, where):
    """Returns a function of the values in the order of the names. Checks that the names are those of the arguments."""
    import inspect
    import operator

    by_name = lambda values: evaluate(**dict(zip(names, values)))
    try:
        arguments = list(inspect.signature(evaluate).parameters.values())
    except (ValueError, TypeError):
        return by_name
    kinds = inspect.Parameter
    plain = [a.name for a in arguments if a.kind in (kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD)]
    named = plain + [a.name for a in arguments if a.kind == kinds.KEYWORD_ONLY]
    takes_all = any(a.kind == kinds.VAR_KEYWORD for a in arguments)
    unknown = [name for name in names if name not in named]
    required = [a.name for a in arguments if a.name in named and a.default is kinds.empty]
    missing = [name for name in required if name not in names]
    if missing or (unknown and not takes_all):
        raise WrongUse(
            "Expected the arguments of the function that %s returned to be the parameters %s, got %s%s"
            % (where, quoted(names), quoted(named) or "none", advice_for(unknown, missing, named))
        )
    if sorted(plain) != sorted(names):
        return by_name
    if plain == names:
        return lambda values: evaluate(*values)
    pick = operator.itemgetter(*[names.index(name) for name in plain])
    return lambda values: evaluate(*pick(values))


def advice_for(unknown, missing, named):
    advice = ""
    if unknown:
        advice = ": it has no argument `%s`%s" % (unknown[0], suggestion(unknown[0], missing or named))
    elif missing:
        advice = ": `%s` is not a parameter" % missing[0]
    return advice


class Likelihood(object):
    """The user's function, with arguments and results as bytes."""

    def __init__(self, setup):
        self.names = setup["parameters"]
        self.declared = setup["declaredPrior"]
        self.vectorized = setup["vectorized"]
        self.where = "`%s(options)`" % setup["function"]
        evaluate = load_function(setup)(setup["options"])
        if not callable(evaluate):
            raise WrongUse(
                "Expected %s to return a function, got %s. Return the function that evaluates the likelihood"
                % (self.where, kind_of(evaluate))
            )
        self.function = getattr(evaluate, "__name__", "evaluate")
        self.call = make_caller(evaluate, self.names, self.where)
        self.keys = ["logLikelihood"] if self.declared else ["logLikelihood", "logPrior"]
        self.blob_names = None

    def split(self, result):
        """Returns the values of `keys`, and the blob."""
        if type(result) is dict or isinstance(result, dict):
            return self.split_dict(result)
        if self.declared:
            return [result], None
        if isinstance(result, (tuple, list)) and len(result) == 2:
            return list(result), None
        raise self.wrong(result)

    def split_dict(self, result):
        allowed = self.keys + ["blob"]
        unknown = [key for key in result if key not in allowed]
        missing = [key for key in self.keys if key not in result]
        if "logPrior" in unknown:
            raise WrongUse(
                "Expected `%s` to return no `logPrior`, since the prior is declared. Leave it out" % self.function
            )
        if unknown or missing:
            near = suggestion(str(unknown[0]), allowed) if unknown else ""
            raise WrongUse(
                "Expected `%s` to return a dict with %s, and with `blob` if there is more to record, got %s%s"
                % (self.function, quoted(self.keys), quoted(result) or "an empty dict", near)
            )
        blob = result.get("blob")
        if blob is not None and not isinstance(blob, dict):
            raise WrongUse("Expected `blob` to be a dict of numbers, got %s" % kind_of(blob))
        return [result[key] for key in self.keys], blob

    def wrong(self, result):
        each = "an array of one number per point" if self.vectorized else "a float"
        form = each if self.declared else "(log likelihood, log prior), each %s" % each
        return WrongUse(
            "Expected `%s` to return %s, or a dict with %s, got %s"
            % (self.function, form, quoted(self.keys), kind_of(result))
        )

    def number(self, value, what):
        if type(value) is float:
            return value
        shape = getattr(value, "shape", ())
        good = hasattr(value, "__float__") and not isinstance(value, (str, bytes, bool, complex))
        kind = getattr(getattr(value, "dtype", None), "kind", "f")
        if good and tuple(shape) == () and kind not in "cbSUO":
            return float(value)
        if what is None:
            raise self.wrong(value)
        raise WrongUse("Expected `%s` to be a float, got %s" % (what, kind_of(value)))

    def evaluate(self, answers, points, data):
        """Returns the result of some points as bytes."""
        if self.vectorized:
            return self.evaluate_all(answers, points, data)
        parts = []
        columns = len(self.names)
        values = self.unpacker(points * columns)(data, HEADER_SIZE)
        for point in range(points):
            mine = values if points == 1 else values[point::points]
            parts.append(self.row(answers, self.call(mine)))
        if points == 1:
            return self.packer(len(parts[0]))(*parts[0])
        flat = [row[i] for i in range(len(parts[0])) for row in parts]
        return self.packer(len(flat))(*flat)

    def row(self, answers, result):
        if type(result) is float and self.declared:
            if self.blob_names:
                self.announce(answers, [])
            return (result,)
        values, blob = self.split(result)
        only = len(values) == 1 and not isinstance(result, dict)
        row = [self.number(v, None if only else key) for key, v in zip(self.keys, values)]
        names = [] if blob is None else list(blob)
        if names != (self.blob_names or []):
            self.announce(answers, names)
        if blob:
            row.extend(self.blob_number(name, blob[name]) for name in names)
        return row

    def blob_number(self, name, value):
        return float(value) if isinstance(value, bool) else self.number(value, "blob.%s" % name)

    def announce(self, answers, names):
        wrong = [name for name in names if not isinstance(name, str)]
        if wrong:
            raise WrongUse("Expected the keys of `blob` to be strings, got %s" % kind_of(wrong[0]))
        self.blob_names = names
        answers.send_json(NAMES, names)

    def evaluate_all(self, answers, points, data):
        values, blob = self.split(self.call(arrays_of(data, points, len(self.names))))
        columns = [(key, value) for key, value in zip(self.keys, values)]
        names = [] if blob is None else list(blob)
        if names != (self.blob_names or []):
            self.announce(answers, names)
        columns += [("blob.%s" % name, blob[name]) for name in names]
        return b"".join([self.column(name, value, points) for name, value in columns])

    def column(self, name, value, points):
        numpy = numpy_or_none()
        # As fast as it can be for the array that is most common; the rest of this function is for all others.
        if numpy is not None and type(value) is numpy.ndarray and value.dtype == "<f8" and value.shape == (points,):
            return value.tobytes()
        try:
            length = len(value)
        except TypeError:
            length = None
        shape = getattr(value, "shape", (length,))
        if length is None or isinstance(value, (str, bytes, dict)) or tuple(shape) != (points,):
            raise self.wrong_column(name, value, points)
        if numpy is not None:
            numbers = numpy.asarray(value)
            kinds = "fiub" if name.startswith("blob.") else "fiu"
            if numbers.shape != (points,) or numbers.dtype.kind not in kinds:
                raise self.wrong_column(name, value, points)
            return numbers.astype("<f8").tobytes()

        return array.array("d", [self.number(v, "%s[%d]" % (name, i)) for i, v in enumerate(value)]).tobytes()

    def wrong_column(self, name, value, points):
        got = kind_of(value)
        if getattr(value, "dtype", None) is not None:
            got += " and type %s" % value.dtype
        return WrongUse(
            "Expected `%s` of a vectorized likelihood to be an array of %d numbers, one per point, got %s" % (name, points, got)
        )

    def unpacker(self, count):
        if getattr(self, "_unpack_count", None) != count:
            self._unpack_count, self._unpack = count, struct.Struct("<%dd" % count).unpack_from
        return self._unpack

    def packer(self, count):
        if getattr(self, "_pack_count", None) != count:
            self._pack_count, self._pack = count, struct.Struct("<%dd" % count).pack
        return self._pack


def numpy_or_none():
    if "numpy" not in sys.modules:
        try:
            import numpy  # noqa: F401
        except ImportError:
            sys.modules["numpy"] = None
    return sys.modules["numpy"]


def arrays_of(data, points, columns):
    """Returns one array per parameter: of numpy if it is installed, else of the standard library."""
    numpy = numpy_or_none()
    if numpy is not None:
        table = numpy.frombuffer(bytearray(data), dtype="<f8", offset=HEADER_SIZE).reshape(columns, points)
        return list(table)
    result = []
    view = memoryview(data)
    for i in range(columns):
        column = array.array("d")
        column.frombytes(view[HEADER_SIZE + 8 * points * i : HEADER_SIZE + 8 * points * (i + 1)])
        result.append(column)
    return result


def describe_failure(error):
    """Describes any exception as plain data, also one that cannot be printed."""
    import traceback

    try:
        name = type(error).__name__
        if isinstance(error, WrongUse):
            return {"contract": str(error)}
        if name == "ModuleNotFoundError" and not getattr(error, "name", None):
            name = "ImportError"
        lines = traceback.format_exception(type(error), error, error.__traceback__)
        trace = "".join(line for line in lines if "epsie_worker.py" not in line)
    except BaseException:
        return {"type": type(error).__name__, "message": "(its description failed)", "traceback": "", "place": ""}
    try:
        message = str(error)
    except BaseException:
        message = "(its message cannot be printed)"
    return {"type": name, "message": message[:2000], "traceback": trace[-16000:], "place": place_of(error)}


def place_of(error):
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, SyntaxError) and error.filename:
        return "%s, line %s" % (os.path.basename(error.filename), error.lineno)
    if not frames or frames[-1].filename == __file__:
        return ""
    last = frames[-1]
    return "%s, line %s, in %s" % (os.path.basename(last.filename), last.lineno, last.name)


def evaluator(requests, answers, clock):
    request = requests.read()
    if request is None:
        return
    try:
        setup = json.loads(bytes(request[3][HEADER_SIZE:]).decode("utf-8"))
        likelihood = Likelihood(setup)
        if likelihood.vectorized:
            numpy_or_none()
    except BaseException as error:
        answers.send_json(FAILURE, describe_failure(error))
        return
    clock[0] = 2
    answers.send_json(READY, {"numpy": bool(likelihood.vectorized and numpy_or_none())})
    serve(likelihood, requests, answers, clock)


def serve(likelihood, requests, answers, clock):
    count = 2
    while True:
        request = requests.read()
        if request is None:
            return
        answers.sequence = (answers.sequence + 1) & 0xFFFFFFFF
        clock[0] = count + 1
        try:
            kind, points, _, data = request
            payload = likelihood.evaluate(answers, points, data)
            kind = RESULT
        except BaseException as error:
            payload = None
            failure = describe_failure(error)
        count += 2
        clock[0] = count
        if payload is None:
            answers.send_json(FAILURE, failure)
        else:
            answers.send(RESULT, payload)


# ------------------------------------------------------------------------------------------------------------------- main


def main(settings):
    requests, descriptor = connect(settings)
    answers = Answers(descriptor)
    hello = {"protocol": PROTOCOL, "python": "%d.%d.%d" % tuple(sys.version_info[:3]), "executable": sys.executable}
    if sys.version_info[:2] < OLDEST:
        answers.send_json(HELLO, hello)
        return
    clock = memoryview(mmap.mmap(-1, 8)).cast("B").cast("Q")
    clock[0] = 1
    output, inlet = os.pipe()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    supervisor = os.getpid()
    pid = os.fork()
    if pid == 0:
        die_with_parent(supervisor)
        os.close(output)
        os.dup2(inlet, 1)
        os.dup2(inlet, 2)
        os.close(inlet)
        detach([requests, descriptor])
        import faulthandler

        faulthandler.enable()
        hello["pid"] = os.getpid()
        answers.send_json(HELLO, hello)
        evaluator(Requests(requests), answers, clock)
        return
    os.close(inlet)
    try:
        os.setpgid(pid, pid)
    except OSError:
        pass
    Supervisor(settings, pid, requests, answers, output, clock).run()
    os._exit(0)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
