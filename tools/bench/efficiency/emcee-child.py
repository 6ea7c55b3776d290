"""Runs emcee's stretch move on a problem that it reads as JSON from its input. Prints the log densities at the starts and the
costs, and writes the draws that it kept to a file: float64 in the order parameter, walker, step."""
import json
import sys
import time

import emcee
import numpy as np

import densities

job = json.load(sys.stdin)
log_prior, log_likelihood = (
    getattr(densities, job[part]["python"])(job[part]["data"]) for part in ("prior", "likelihood")
)
evaluations = 0


def log_density(points):
    global evaluations
    result = log_prior(points)
    possible = result > -np.inf
    count = int(possible.sum())
    evaluations += count
    if count == len(points):
        return result + log_likelihood(points)
    result[possible] += log_likelihood(points[possible])
    return result


starts = np.array(job["points"])
log_densities = log_density(starts)
np.random.seed(job["seed"])
sampler = emcee.EnsembleSampler(*starts.shape, log_density, vectorize=True)
evaluations = 0
begin = time.perf_counter()
state = sampler.run_mcmc(starts, job["burnIn"])
sampler.reset()
sampler.run_mcmc(state, job["steps"] - job["burnIn"])
seconds = time.perf_counter() - begin
np.ascontiguousarray(sampler.get_chain().transpose(2, 1, 0)).tofile(job["output"])
json.dump({"logDensities": log_densities.tolist(), "evaluations": evaluations, "seconds": seconds}, sys.stdout)
