"""The mixture of three normal distributions of examples/src/galaxies, for all points of a call at once."""
import numpy as np


def model(options):
    velocities = np.array(options["velocities"])
    constant = -0.5 * np.log(2 * np.pi) * len(velocities)

    def component(mean, log_width, weight):
        """Returns log w N(v; m, s) without its constant: a row per point, a column per galaxy."""
        distance = (velocities - mean[:, None]) * np.exp(-log_width)[:, None]
        return (np.log(weight) - log_width)[:, None] - 0.5 * distance**2

    def evaluate(mean1, mean2, mean3, logWidth1, logWidth2, logWidth3, weight1, weight2):
        logs = np.stack(
            [
                component(mean1, logWidth1, weight1),
                component(mean2, logWidth2, weight2),
                component(mean3, logWidth3, 1 - weight1 - weight2),
            ]
        )
        # The largest term of each galaxy is factored out of its sum, so that the terms cannot all underflow.
        largest = logs.max(axis=0)
        return constant + (largest + np.log(np.exp(logs - largest).sum(axis=0))).sum(axis=1)

    return evaluate
