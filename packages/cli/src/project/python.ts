/** Name of the file of a likelihood in Python. It is beside `package.json`, since a compiler does not copy it. */
export const PYTHON = 'likelihood.py';

/** Returns the module of a model whose likelihood is in Python, which is the same in JavaScript and in TypeScript. */
export const modelOverPython = (folder: string): string => `import { halfNormal, normal } from '@epsie/priors';
import { pythonModel } from '@epsie/python';

// The likelihood is in Python. The names of the parameters are those of the arguments there.
export default pythonModel(import.meta.url, {
  module: '${folder}${PYTHON}',
  options: {}, // the argument of \`model\` there: the path of your data, for example
  prior: { offset: normal(0, 10), slope: normal(0, 10), error: halfNormal(1) },
});
`;

/** Returns the likelihood in Python. */
export const likelihoodInPython = (): string => `import math

# Measurements: replace them with your own.
TIMES = [0, 1, 2, 3, 4, 5, 6, 7]
VALUES = [1.1, 1.4, 2.2, 2.4, 3.1, 3.4, 4.2, 4.3]


def model(options):
    """Called once per process: load your data here. Returns the log likelihood of a straight line with an unknown error."""

    def evaluate(offset, slope, error):
        total = -len(VALUES) * math.log(error * math.sqrt(2 * math.pi))
        for time, value in zip(TIMES, VALUES):
            total -= 0.5 * ((value - offset - slope * time) / error) ** 2
        return total

    return evaluate
`;
