import { describe, usageError } from '@epsie/core/checks';
import type { HttpAnswer } from '../transport/http.ts';
import { parseJson } from './json.ts';
import { Unreachable } from './unreachable.ts';

/**
 * Returns the object in the answer of a server.
 *
 * @param place server and request, for messages
 * @throws Unreachable if a gateway reports that the server behind it cannot answer
 * @throws Error with the message of the server if it reports an error, and for answers that are not of the protocol
 */
export function readAnswer(place: string, answer: HttpAnswer): { readonly [name: string]: unknown } {
  if ([502, 503, 504].includes(answer.status)) throw new Unreachable(`HTTP status ${answer.status}${bodyOf(answer)}`);
  const value = parsed(answer.text);
  const error = errorOf(value);
  if (error !== undefined) throw usageError(`${place} failed: ${error} (HTTP status ${answer.status})`);
  if (answer.status !== 200) throw usageError(`${place} failed with HTTP status ${answer.status}${bodyOf(answer)}`);
  if (isObject(value)) return value;
  const got = answer.text.trim() === '' ? 'an empty body' : `${answer.type || 'no content type'}${bodyOf(answer)}`;
  throw usageError(
    `Expected ${place} to return a JSON object, got ${got}. Is \`url\` that of an UM-Bridge server, and not of a proxy?`,
  );
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Returns `type: message` of an error object of the protocol. */
function errorOf(value: unknown): string | undefined {
  const { error } = isObject(value) ? value : {};
  if (error === undefined || error === null) return undefined;
  const { type, message } = isObject(error) ? error : {};
  const parts = [type, message].filter((part) => typeof part === 'string' && part !== '');
  return parts.length > 0 ? parts.join(': ') : describe(error);
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LONGEST = 200;

function bodyOf({ text }: HttpAnswer): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  if (line === '') return '';
  return `: ${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}`;
}
