// Publishes the packages whose versions the registry does not have, and tags them. The release workflow runs it, with provenance; elsewhere it
// publishes without, since only a workflow can prove where the packages come from.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeRepository } from './repository.mjs';

const pnpm = fileURLToPath(new URL('../pnpm.mjs', import.meta.url));

function step(...args) {
  const { status } = spawnSync(process.execPath, [pnpm, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
const isWorkflow = GITHUB_ACTIONS === 'true';
if (isWorkflow) writeRepository('.', `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`);
// The checkout of a workflow is clean, but for `repository`.
step('-r', '--filter', './packages/*', 'publish', ...(isWorkflow ? ['--no-git-checks'] : ['--no-provenance']));
step('exec', 'changeset', 'tag');
