import test from 'ava';
import { failureOf } from '../helpers/failure.ts';
import { declared } from '../models/faulty.ts';

const FLOAT = 'PythonError: Expected `evaluate` to return a float, or a dict with `logLikelihood`, got';
const DICT =
  'PythonError: Expected `evaluate` to return a dict with `logLikelihood`, and with `blob` if there is more to record, got';
const NUMBER =
  'Error: Expected `logLikelihood` to return a number below +Infinity, or that in { logLikelihood, blob }, got';

const cases: { readonly [fault: string]: string } = {
  nan: `${NUMBER} NaN`,
  infinity: `${NUMBER} Infinity`,
  none: `${FLOAT} None: the function may lack a \`return\``,
  text: `${FLOAT} str '1.0'`,
  complex: `${FLOAT} complex 1j`,
  bool: `${FLOAT} bool True`,
  list: `${FLOAT} list of 1`,
  pair: `${FLOAT} tuple of 2`,
  shape: `${FLOAT} Scalar of shape (2,)`,
  triple: `${FLOAT} tuple of 3`,
  dict: `${DICT} \`loglikelihood\`. Did you mean \`logLikelihood\`?`,
  'empty dict': `${DICT} an empty dict`,
  prior: 'PythonError: Expected `evaluate` to return no `logPrior`, since the prior is declared. Leave it out',
  blobs: `${DICT} \`logLikelihood\`, \`blobs\`. Did you mean \`blob\`?`,
  'text in blob': "PythonError: Expected `blob.chi` to be a float, got str '2'",
  'list as blob': 'PythonError: Expected `blob` to be a dict of numbers, got list of 1',
  'number as name': 'PythonError: Expected the keys of `blob` to be strings, got int 1',
};

for (const [fault, message] of Object.entries(cases)) {
  test.serial(`refuses a result: ${fault}`, (t) => t.is(String(failureOf({ fault })), message));
}

test.serial('evaluates again after an exception, in the same Python', (t) => {
  const model = declared({ fault: 'exception', after: 1 });
  t.is(model.evaluate({ x: 1 }).logLikelihood, -0.5);
  t.throws(() => model.evaluate({ x: 1 }), { message: /the data are wrong/ });
  t.throws(() => model.evaluate({ x: 2 }), { message: /the data are wrong/ }, 'it has counted its calls');
});

test.serial('matches arguments by name', (t) => {
  for (const name of ['keywords_only', 'everything'])
    t.is(declared({ function: name }).evaluate({ x: 3 }).logLikelihood, -4.5);
});

test.serial('reports names that do not match', (t) => {
  const expectation = (name: string) =>
    `PythonError: Expected the arguments of the function that \`${name}(options)\` returned to be the parameters \`x\`, got`;
  t.is(
    String(failureOf({ function: 'other_names' })),
    `${expectation('other_names')} \`y\`, \`width\`: it has no argument \`x\``,
  );
  t.is(
    String(failureOf({ function: 'more_names' })),
    `${expectation('more_names')} \`x\`, \`y\`: \`y\` is not a parameter`,
  );
});

test.serial('reports a function that is missing, and one that returns none', (t) => {
  t.regex(
    String(failureOf({ function: 'modle' })),
    /to define a function `modle`, found .*`model`.*\. Did you mean `model`\?$/,
  );
  t.is(
    String(failureOf({ function: 'no_evaluate' })),
    'PythonError: Expected `no_evaluate(options)` to return a function, got float 3.0. Return the function that evaluates the likelihood',
  );
  t.regex(
    String(failureOf({ module: './none.py' })),
    /^TypeError: Expected `module` to be a Python file, got .\/none.py: there is no file /,
  );
});
