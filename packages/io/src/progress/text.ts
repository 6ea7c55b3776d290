/** Content of a progress line. */
export type Status = {
  readonly label: string;
  readonly iterations: number;
  readonly total: number;
  readonly acceptance: number | undefined;
  /** Iterations per second. */
  readonly rate: number;
  /** Seconds: the remaining time, or the total time once the run has ended. */
  readonly time: number;
  readonly ended: boolean;
};

/** Smallest and largest width of a bar. */
const [SHORTEST_BAR, LONGEST_BAR] = [10, 30];

/** Returns the complete text, for a line of any length. */
export function fullText(status: Status): string {
  return join(status, [percent(status), count(status), longRate(status), time(status), acceptance(status)]);
}

/** Returns the text that fits in a line of a terminal, with a bar if there is room. */
export function fittedText(status: Status, columns: number, colours: boolean): string {
  // Some terminals begin a new line in the last column.
  const width = columns - 1;
  const long = fullText(status);
  const medium = join(status, [percent(status), longRate(status), time(status), acceptance(status)]);
  for (const text of [long, medium]) {
    const room = width - text.length - 1;
    if (room >= SHORTEST_BAR) return withBar(text, status, Math.min(room, LONGEST_BAR), colours);
  }
  const short = [percent(status), shortRate(status), time(status), acceptance(status)];
  const bare = { ...status, label: '' };
  const texts = [medium, join(status, short), join(bare, short), join(bare, short.slice(0, 3))];
  return (
    [...texts, join(bare, [percent(status), time(status)])].find((text) => text.length <= width) ?? percent(status)
  );
}

const join = ({ label }: Status, parts: readonly string[]): string =>
  `${label === '' ? '' : `${label} `}${parts.filter((part) => part !== '').join(', ')}`;

function withBar(text: string, { label, iterations, total }: Status, width: number, colours: boolean): string {
  const full = Math.round(width * Math.min(1, iterations / total));
  const [done, left] = ['█'.repeat(full), '░'.repeat(width - full)];
  const bar = colours ? `\x1b[36m${done}\x1b[39m\x1b[2m${left}\x1b[22m` : done + left;
  return label === '' ? `${bar} ${text}` : text.replace(`${label} `, `${label} ${bar} `);
}

const percent = ({ iterations, total }: Status): string => `${Math.floor((100 * iterations) / total)} %`;

const count = ({ iterations, total }: Status): string => `${Math.floor(iterations)} of ${total}`;

const acceptance = ({ acceptance: rate }: Status): string =>
  rate === undefined ? '' : `${(100 * rate).toFixed(rate < 0.1 ? 1 : 0)} % accepted`;

const longRate = (status: Status): string => rateText(status, ' iterations/s', '/iteration');

const shortRate = (status: Status): string => rateText(status, '/s', ' each');

function rateText({ rate }: Status, perSecond: string, each: string): string {
  if (rate <= 0) return '';
  if (rate < 1) return `${duration(1 / rate)}${each}`;
  return `${rate.toFixed(rate < 10 ? 1 : 0)}${perSecond}`;
}

function time({ time: seconds, ended, rate }: Status): string {
  if (ended) return `in ${duration(seconds)}`;
  return rate > 0 ? `${duration(seconds)} left` : '';
}

/** Returns a time in words, to two units. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
