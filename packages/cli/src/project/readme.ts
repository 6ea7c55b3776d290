import { RUN } from './main.ts';

/** Returns the README of a project. */
export const readmeOf = (name: string, model: string, isTyped: boolean): string => `# ${name}

Fits a straight line with an unknown error to a few measurements, with [EPSIE](https://www.npmjs.com/package/@epsie/core).

    npm install
    npm start${isTyped ? '          # compiles, then runs' : ''}

The program keeps its draws in the directory \`${RUN}\`. Stop it with Ctrl-C and start it again: it resumes. Then look at the run:

    npx @epsie/cli summary ${RUN} --burn-in 2000
    npx @epsie/cli diagnose ${RUN} --burn-in 2000
    npx @epsie/cli export ${RUN} line.csv --burn-in 2000

Replace the measurements and the likelihood in \`${model}\` with your own. Remove \`${RUN}\` after a change of the model: a run belongs to one
model, and the program refuses to continue it with another.
`;
