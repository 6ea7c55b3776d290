"""The models of the golden chains, in the order of operations of their counterparts in TypeScript: every last bit must agree."""
import math
import operator
from functools import reduce

NAN, INFINITY = float("nan"), float("inf")
OUTSIDE = {"logLikelihood": NAN, "logPrior": -INFINITY}


def number(value):
    # JSON has no infinities: the golden files write them as strings.
    return float(value)


def evaluation(log_likelihood, log_prior, blob=None):
    if blob is None:
        return log_likelihood, log_prior
    return {"logLikelihood": log_likelihood, "logPrior": log_prior, "blob": blob}


def within(x, lower, upper):
    return lower <= x <= upper


def gauss(c, blobs):
    def evaluate(x):
        total, blob = 0.0, {}
        for i, name in enumerate(c["params"]):
            value = x[name]
            if not within(value, number(c["lo"][i]), number(c["hi"][i])):
                return OUTSIDE
            z = (value - c["mean"][i]) / c["std"][i]
            term = -0.5 * z * z - c["norm"][i]
            total += term
            blob[name + "_logl"] = term
        cut = c.get("cut")
        if cut is not None and x[cut["param"]] < cut["below"]:
            total = -INFINITY
        return evaluation(total, c["logp"], blob if blobs else None)

    return evaluate


def gauss5(c, blobs):
    def evaluate(x):
        y = [x["y%d" % i] for i in range(len(c["mean"]))]
        if not all(within(value, c["lo"], c["hi"]) for value in y):
            return OUTSIDE
        d = [value - mean for value, mean in zip(y, c["mean"])]
        total = 0.0
        for i, row in enumerate(c["prec"]):
            total += d[i] * reduce(operator.add, [element * d[j] for j, element in enumerate(row)], 0.0)
        return -0.5 * total, c["logp"]

    return evaluate


def angular(c, blobs):
    turn = 2 * math.pi

    def modulo(x):
        return math.fmod(math.fmod(x, turn) + turn, turn)

    def evaluate(x):
        total = 0.0
        for i, name in enumerate(c["params"]):
            value = x[name]
            if not within(value, 0, turn):
                return OUTSIDE
            z = (modulo(modulo(value) + (math.pi - c["phi0"][i])) - math.pi) / c["std"][i]
            total += -0.5 * z * z - c["norm"][i]
        return total, c["logp"]

    return evaluate


def poisson(c, blobs):
    def evaluate(x):
        total = 0.0
        for i, name in enumerate(c["params"]):
            k = x[name]
            if not within(k, c["kmin"][i], c["kmax"][i]):
                return OUTSIDE
            total += k * c["loglam"][i] - c["lam"][i] - c["logfact"][int(k)]
        return total, c["logp"]

    return evaluate


def mixed(c, blobs):
    parts = [FACTORIES[part["name"]](part["constants"], False) for part in c["parts"]]

    def evaluate(x):
        log_likelihood, log_prior = 0.0, 0.0
        for part in parts:
            result = part(x)
            if result is OUTSIDE:
                return OUTSIDE
            log_likelihood += result[0]
            log_prior += result[1]
        return log_likelihood, log_prior

    return evaluate


def tdgauss(c, blobs):
    def evaluate(x):
        if not within(x["k"], 0, c["kmax"]):
            return OUTSIDE
        total, log_prior = 0.0, c["logp_k"]
        blob = {"nactive": 0, "total": 0.0}
        for i, names in enumerate(c["comp"]):
            if math.isnan(x[names[0]]):
                continue
            total += c["gain"][i]
            blob["nactive"] += 1
            for j, name in enumerate(names):
                value = x[name]
                if not within(value, c["lo"], c["hi"]):
                    return OUTSIDE
                log_prior += c["logp_x"]
                blob["total"] += value
                z = (value - c["mean"][i][j]) / c["std"][i][j]
                total -= 0.5 * z * z
        return evaluation(total, log_prior, blob if blobs else None)

    return evaluate


def poly(c, blobs):
    signal = [0.0, 2.5, 0.5, 0.0, 0.0, 0.0]

    def at(coefficients, t):
        return reduce(lambda y, coefficient: y * t + coefficient, reversed(coefficients), 0.0)

    def evaluate(x):
        if not within(x["k"], 0, 5):
            return OUTSIDE
        given = [x.get("a%d" % i, NAN) for i in range(6)]
        active = [a for a in given if not math.isnan(a)]
        if not all(within(a, 0, 4) for a in active):
            return OUTSIDE
        log_prior = reduce(lambda total, _: total + c["logp_a"], active, c["logp_k"])
        coefficients = [0.0 if math.isnan(a) else a for a in given]
        total = 0.0
        for n in range(51):
            t = (n * 5) / 50
            difference = at(signal, t) - at(coefficients, t)
            total += difference * difference
        return -total, log_prior

    return evaluate


FACTORIES = dict(gauss=gauss, gauss5=gauss5, angular=angular, poisson=poisson, mixed=mixed, tdgauss=tdgauss, poly=poly)


def model(options):
    golden = options["golden"]
    evaluate = FACTORIES[golden["name"]](golden["constants"], golden["blobs"] is not None)
    offset = options.get("offset", 0.0)
    if offset == 0:
        return lambda **x: evaluate(x)

    def broken(**x):
        result = evaluate(x)
        return result if result is OUTSIDE else (result[0] + offset * x[min(x)], result[1])

    return broken


def vectorized(options):
    """The same, of many points at once. Where blobs are recorded, a point outside of the prior has NaN for them."""
    one = model(options)
    names = set()

    def evaluate(**x):
        columns = list(x)
        results = [one(**dict(zip(columns, map(float, point)))) for point in zip(*x.values())]
        dicts = [r if isinstance(r, dict) else {"logLikelihood": r[0], "logPrior": r[1]} for r in results]
        for r in dicts:
            names.update(r.get("blob", {}))
        answer = {key: [r[key] for r in dicts] for key in ("logLikelihood", "logPrior")}
        ordered = next((list(r["blob"]) for r in dicts if "blob" in r), sorted(names))
        if ordered:
            answer["blob"] = {name: [r.get("blob", {}).get(name, NAN) for r in dicts] for name in ordered}
        return answer

    return evaluate
