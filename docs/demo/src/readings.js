// The numbers beside the pictures.
import { DRAWS } from './digest.js';
import { MODES } from './model.js';
import { nameOf, SEEDS } from './settings.js';

const byId = (id) => document.getElementById(id);
const percent = (share) => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '–');

/** Fills a table with rows of texts, the first one as their heading. */
function fill(id, rows) {
  byId(id).replaceChildren(
    ...rows.map((texts) => {
      const row = document.createElement('tr');
      for (const [i, text] of texts.entries()) {
        const cell = document.createElement(i === 0 ? 'th' : 'td');
        if (i === 0) cell.scope = 'row';
        cell.textContent = text;
        row.append(cell);
      }
      return row;
    }),
  );
}

/** Shows all numbers of a session. */
export function showReadings({ iterations, tally, first, settings }, digests) {
  byId('iterations').textContent = String(iterations);
  const draws = tally.modes.reduce((sum, count) => sum + count, 0);
  fill(
    'modes',
    MODES.map(({ name, weight }, i) => [name, percent(tally.modes[i] / draws), percent(weight)]),
  );
  fill(
    'swaps-accepted',
    tally.swaps.map(({ sum, tried }, pair) => [`levels ${pair} and ${pair + 1}`, percent(sum / tried)]),
  );
  byId('round-trips').textContent = String(tally.roundTrips);
  showDigest(first, digests[nameOf(settings)]);
}

function showDigest({ digest, count }, fromNode) {
  byId('digest-here').textContent = digest ?? `${count} of ${DRAWS} draws so far`;
  byId('digest-node').textContent = fromNode ?? `computed for the seeds ${SEEDS.join(', ')} only`;
  const verdict = byId('digest-verdict');
  if (digest === undefined || fromNode === undefined) verdict.textContent = '';
  else
    verdict.textContent = digest === fromNode ? 'Equal, to the last bit.' : 'Different! Please report this as a bug.';
}
