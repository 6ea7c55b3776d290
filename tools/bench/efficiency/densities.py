"""Log densities of the problems of the benchmark of efficiency: the twins of densities.mjs, for arrays of points."""
from math import lgamma, log, pi

import numpy as np


def flat(_data):
    return lambda x: np.zeros(len(x))


def independent(data):
    mean, sd = np.array(data["mean"]), np.array(data["sd"])
    norm = -np.log(sd).sum() - 0.5 * len(sd) * log(2 * pi)
    return lambda x: norm - 0.5 * (((x - mean) / sd) ** 2).sum(axis=1)


def scale_matrix(data):
    indices = np.arange(data["dimension"])
    return data["correlation"] ** np.abs(indices[:, None] - indices[None, :])


def autoregressive(data):
    matrix = scale_matrix(data)
    precision = np.linalg.inv(matrix)
    norm = -0.5 * (len(matrix) * log(2 * pi) + np.linalg.slogdet(matrix)[1])
    return lambda x: norm - 0.5 * ((x @ precision) * x).sum(axis=1)


def student(data):
    matrix, nu = scale_matrix(data), data["degrees"]
    d, precision = len(matrix), np.linalg.inv(matrix)
    norm = lgamma((nu + d) / 2) - lgamma(nu / 2) - 0.5 * (d * log(nu * pi) + np.linalg.slogdet(matrix)[1])
    return lambda x: norm - 0.5 * (nu + d) * np.log1p(((x @ precision) * x).sum(axis=1) / nu)


def banana(data):
    sd, pairs = data["sd"], data["pairs"]

    def density(x):
        even, odd = x[:, 0::2], x[:, 1::2]
        squares = even**2 + ((odd - (even**2 - 1)) / sd) ** 2
        return -0.5 * squares.sum(axis=1) - pairs * log(2 * pi * sd)

    return density


def schools_prior(_data):
    def density(x):
        theta, mu, tau = x[:, :8], x[:, 8], x[:, 9]
        with np.errstate(invalid="ignore", divide="ignore"):
            effects = -0.5 * (((theta - mu[:, None]) / tau[:, None]) ** 2).sum(axis=1) - 8 * np.log(tau)
            result = effects - 0.5 * (mu / 5) ** 2 - np.log1p((tau / 5) ** 2)
        return np.where(tau > 0, result, -np.inf)

    return density


def schools_likelihood(data):
    y, sigma = np.array(data["y"]), np.array(data["sigma"])
    return lambda x: -0.5 * (((y - x[:, :8]) / sigma) ** 2).sum(axis=1)


def box(bounds):
    """Uniform between bounds: rows of lower and upper ones."""
    lower, upper = np.array(bounds).T
    level = -np.log(upper - lower).sum()
    return lambda x: np.where(((x >= lower) & (x <= upper)).all(axis=1), level, -np.inf)
