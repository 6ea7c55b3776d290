import { type Command, type Option, type OptionValue, UsageError } from '../contract/command.ts';

/**
 * Returns the value of an option from its text.
 *
 * @throws UsageError if it is missing, or not of the kind of the option
 */
export function parseValue(option: Option, text: string | undefined, command: Command): OptionValue {
  const { name, kind, choices } = option;
  if (kind === 'flag') {
    if (text !== undefined) throw new UsageError(`Expected \`--${name}\` without a value, got \`${text}\`.`);
    return true;
  }
  if (text === undefined || text === '') throw wrong(option, command, 'nothing');
  if (kind === 'names') return namesOf(option, text, command);
  if (kind !== 'text') return numberOf(option, text, command);
  if (choices !== undefined && !choices.includes(text)) throw wrong(option, command, `\`${text}\``);
  return text;
}

function namesOf(option: Option, text: string, command: Command): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw wrong(option, command, `\`${text}\``);
  return names;
}

function numberOf(option: Option, text: string, command: Command): number {
  const number = Number(text);
  const isLegal = option.kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (text.trim() === '' || !isLegal || number < (option.least ?? Number.NEGATIVE_INFINITY))
    throw wrong(option, command, `\`${text}\``);
  return number;
}

function wrong(option: Option, { name: command }: Command, got: string): UsageError {
  return new UsageError(
    `Expected \`--${option.name}\` to be ${expectation(option)}, got ${got}. See \`epsie help ${command}\`.`,
  );
}

function expectation({ kind, least, choices }: Option): string {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(' or ');
  if (kind === 'names') return 'names separated by commas';
  if (kind === 'text') return 'a text';
  const number = kind === 'integer' ? 'an integer' : 'a number';
  return least === undefined ? number : `${number} from ${least} up`;
}
