// The live demo: parallel tempering in Web Workers.
import { WebWorkerPool } from '@epsie/pool-web-workers';
import { digests } from './node-digests.js';
import { Panels } from './panels.js';
import { showReadings } from './readings.js';
import { Session } from './session.js';
import { CHAINS, CHOICES, DEFAULTS } from './settings.js';

const byId = (id) => document.getElementById(id);
const form = byId('settings');
const toggle = byId('toggle');
const status = byId('status');

const LABELS = { sequential: 'sequential', evenOdd: 'even, odd in turn', evenOddTwice: 'even and odd' };

for (const [name, choices] of Object.entries(CHOICES))
  byId(name).replaceChildren(
    ...choices.map(
      (value) => new Option(LABELS[value] ?? value, value, value === DEFAULTS[name], value === DEFAULTS[name]),
    ),
  );
byId('seed').value = DEFAULTS.seed;

const panels = new Panels(byId('panels'));
let pool;
let session;
let running = false;
let looping = false;
/** Number of resets so far: a start that is overtaken by a later one has another. */
let resets = 0;

/** Returns the settings that the form shows, or undefined while the seed is not a number. */
function readSettings() {
  if (!byId('seed').checkValidity()) return undefined;
  const number = (id) => Number(byId(id).value);
  return {
    temperatures: number('temperatures'),
    hottest: number('hottest'),
    swaps: byId('swaps').value,
    interval: number('interval'),
    seed: number('seed'),
  };
}

/** Starts the chains again, with the settings of the form. */
async function reset() {
  const settings = readSettings();
  const number = ++resets;
  session = undefined;
  if (settings === undefined) {
    setRunning(false);
    return show('Expected the seed to be an integer from 0 up');
  }
  const started = await Session.start(settings, pool);
  if (number !== resets) return;
  session = started;
  panels.arrange(session.betas);
  draw();
  show(running ? 'Running' : 'Ready');
}

/** Advances the chains frame by frame, until the reader pauses. */
async function loop() {
  looping = true;
  try {
    while (running) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const mine = session;
      await mine?.advance(Number(byId('speed').value));
      if (mine !== undefined && mine === session) draw();
    }
  } finally {
    looping = false;
  }
}

function draw() {
  panels.draw(session.trails);
  showReadings(session, digests);
}

function show(text) {
  status.textContent = text;
}

function setRunning(value) {
  running = value;
  toggle.textContent = running ? 'Pause' : 'Start';
}

/** Shows the error of some work. */
const guarded = (work) => async () => {
  try {
    await work();
  } catch (error) {
    setRunning(false);
    byId('failure').textContent = `${error.message} (reload the page to try again)`;
    show('Failed');
  }
};

toggle.addEventListener(
  'click',
  guarded(async () => {
    if (session === undefined && readSettings() === undefined) return;
    setRunning(!running);
    show(running ? 'Running' : 'Paused');
    if (running && !looping) await loop();
  }),
);
byId('reset').addEventListener('click', guarded(reset));
form.addEventListener('change', guarded(reset));
form.addEventListener('submit', (event) => event.preventDefault());
addEventListener('resize', () => session !== undefined && draw());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => session !== undefined && draw());

await guarded(async () => {
  pool = new WebWorkerPool({ workers: Math.min(CHAINS, navigator.hardwareConcurrency) });
  byId('workers').textContent = String(pool.size);
  await reset();
  for (const button of [toggle, byId('reset')]) button.disabled = false;
})();
