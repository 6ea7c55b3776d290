// Addresses of guides: named after their files, so that links to a guide outlive its title.
import { basename } from 'node:path';
import { KindRouter } from 'typedoc';

/** Router that puts `guides/tempering.md` at `guides/tempering.html`, and the API where TypeDoc's router of kinds does. */
export class GuideRouter extends KindRouter {
  /** @param {import('typedoc').Reflection} reflection */
  getIdealBaseName(reflection) {
    const file = reflection.isDocument() ? reflection.project.files.getReflectionPath(reflection) : undefined;
    return file === undefined ? super.getIdealBaseName(reflection) : `guides/${basename(file, '.md')}`;
  }
}
