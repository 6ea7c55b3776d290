import { callIt, expectNames, quoted } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { isPlainObject } from '../data/plain-data.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { JointPriorParameter, ParameterPrior } from './prior.ts';

type Declared = { readonly [name: string]: ParameterPrior | JointPriorParameter };

/** Checks that a prior is complete: a distribution for every parameter, and all parameters of those that belong together. */
export function checkDeclaredPrior(prior: unknown): void {
  checkForm(prior);
  const names = Object.keys(prior as object);
  if (names.length === 0) throw typeError(`Expected \`prior\` to have a parameter, got {}. Write \`${EXAMPLE}\``);
  expectNames('prior', names);
  const declared = prior as Declared;
  for (const name of names) checkDistribution(name, declared[name]);
  for (const name of names) {
    checkJoint(name, declared);
    checkSphere(name, declared);
  }
}

const EXAMPLE = 'prior: { x: uniform(0, 1), y: normal(0, 1) }';

const LATER = 'prepare only the likelihood in `defineModelFactory(import.meta.url, { prior, logLikelihood })`';

function checkForm(prior: unknown): void {
  const expectation = 'Expected `prior` of the model to be an object with a distribution for every parameter';
  if (prior instanceof Promise)
    throw typeError(`${expectation}, got a Promise. The prior must be known at once: ${LATER}`);
  if (typeof prior !== 'object' || prior === null || Array.isArray(prior))
    throw typeError(`${expectation}, got ${describe(prior)}${callIt(prior)}. Write \`${EXAMPLE}\``);
  if (hasNoNames(prior))
    throw typeError(
      `${expectation}, got a distribution of several parameters without their names. Spread \`joint.named('x', 'y')\` into it, not \`joint\``,
    );
  if (isDistribution(prior))
    throw typeError(`${expectation}, got a distribution alone. Name its parameter: \`prior: { x: … }\``);
  if (!isPlainObject(prior)) throw typeError(`${expectation}, got an instance of a class. Write \`${EXAMPLE}\``);
}

const hasNoNames = (prior: object): boolean => typeof (prior as { named?: unknown }).named === 'function';

function checkDistribution(name: string, value: unknown): void {
  if (name === '__proto__') throw typeError('Expected no parameter to be named `__proto__`');
  if (isDistribution(value) || isJointParameter(value)) return;
  const got = `Expected \`prior.${name}\` to be a distribution, such as \`uniform(0, 1)\`, got`;
  throw typeError(`${got} ${describe(value)}${adviceFor(name, value)}`);
}

function adviceFor(name: string, value: unknown): string {
  if (typeof value === 'number') return '. If it is a constant, use it in the likelihood and leave the parameter out';
  if (typeof value === 'function') return callIt(value);
  if (Array.isArray(value)) return isPair(value) ? `. Write \`prior.uniform(${value.join(', ')})\`` : '';
  if (typeof value !== 'object' || value === null) return '';
  if ('named' in value)
    return `, which has several parameters. Spread it with their names: \`...joint.named('${name}', …)\` instead of \`${name}: joint\``;
  const nested = Object.entries(value);
  if (nested.length > 0 && nested.every(([, part]) => isDistribution(part) || isJointParameter(part)))
    return `, which has the priors of ${quoted(nested.map(([key]) => key))}. Spread it: write \`...\` instead of \`${name}:\``;
  return '';
}

const isPair = (value: readonly unknown[]): boolean =>
  value.length === 2 && value.every((item) => typeof item === 'number');

function isDistribution(value: unknown): boolean {
  const { domain, sd, logDensity, sample } = (value ?? {}) as { readonly [K in keyof ParameterPrior]?: unknown };
  const isSampler = sample === undefined || typeof sample === 'function';
  return isDomain(domain) && typeof sd === 'number' && typeof logDensity === 'function' && isSampler;
}

function isJointParameter(value: unknown): boolean {
  const { domain, sd, joint, names } = (value ?? {}) as { readonly [K in keyof JointPriorParameter]?: unknown };
  const { logDensity } = (joint ?? {}) as { readonly logDensity?: unknown };
  return isDomain(domain) && typeof sd === 'number' && typeof logDensity === 'function' && Array.isArray(names);
}

function isDomain(value: unknown): boolean {
  const { lower, upper } = (value ?? {}) as { readonly lower?: unknown; readonly upper?: unknown };
  return typeof lower === 'number' && typeof upper === 'number' && lower <= upper;
}

// The density of a joint prior is one of all its parameters.
function checkJoint(name: string, declared: Declared): void {
  const prior = declared[name] as JointPriorParameter;
  if (!('joint' in prior)) return;
  const { names, joint } = prior;
  const all = `Expected all parameters of the joint prior of ${quoted(names)} to be declared under these names`;
  const advice = 'Spread the result of `named` into `prior`, as it is';
  if (!names.includes(name)) throw typeError(`${all}, got one of them as \`${name}\`. ${advice}`);
  const missing = names.find((other) => !Object.hasOwn(declared, other));
  if (missing !== undefined) throw typeError(`${all}, got \`${name}\` without \`${missing}\`. ${advice}`);
  const foreign = names.find((other) => (declared[other] as JointPriorParameter).joint !== joint);
  if (foreign !== undefined) throw typeError(`${all}, got another prior for \`${foreign}\`. ${advice}`);
}

// A direction has two angles.
function checkSphere(name: string, declared: Declared): void {
  const { sphere } = (declared[name] as ParameterPrior).domain;
  if (sphere === undefined) return;
  const { azimuth, polar } = sphere;
  const both = `Expected both angles of the direction \`${azimuth}\`, \`${polar}\` to be declared under these names`;
  const advice = `Spread the result of \`isotropic({ azimuth: '${azimuth}', polar: '${polar}', … })\` into \`prior\`, as it is`;
  if (name !== azimuth && name !== polar) throw typeError(`${both}, got one of them as \`${name}\`. ${advice}`);
  const other = name === azimuth ? polar : azimuth;
  if (!Object.hasOwn(declared, other)) throw typeError(`${both}, got \`${name}\` without \`${other}\`. ${advice}`);
  const theirs = declared[other]?.domain.sphere;
  if (theirs?.azimuth !== azimuth || theirs.polar !== polar)
    throw typeError(`${both}, got another prior for \`${other}\`. ${advice}`);
}
