// Local TypeDoc plugin: theme and router of the site, and the files that pages refer to.
import { IndexEvent, JSX, RendererEvent } from 'typedoc';
import { writeDemo } from './demo.js';
import { copyKatex } from './katex.js';
import { GuideRouter } from './router.js';
import { searchGuides } from './search.js';
import { guidesOf, SiteTheme } from './theme.js';

const element = JSX.createElement;

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.renderer.defineRouter('guides', GuideRouter);
  app.renderer.defineTheme('guides', SiteTheme);
  app.renderer.hooks.on('head.end', (context) =>
    element('link', { rel: 'stylesheet', href: context.relativeURL('assets/katex/katex.min.css', true) }),
  );
  app.renderer.hooks.on('body.begin', () =>
    element('a', { class: 'skip-link', href: '#content' }, 'Skip to the content'),
  );
  app.renderer.hooks.on('content.end', neighbours);
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => searchGuides(event, app.renderer.router));
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => copyKatex(outputDirectory));
  app.renderer.on(RendererEvent.BEGIN, () => {
    app.renderer.postRenderAsyncJobs.push(({ outputDirectory }) => writeDemo(outputDirectory));
  });
}

/** Returns links to the guides before and after one, for its end. */
function neighbours(context) {
  const { model, project } = context.page;
  if (!model.isDocument()) return element(JSX.Fragment, null);
  const guides = guidesOf(project);
  const at = guides.indexOf(model);
  const link = (guide, rel, prefix, suffix) =>
    guide === undefined
      ? element('span', null)
      : element('a', { href: context.urlTo(guide), rel }, `${prefix}${guide.name}${suffix}`);
  return element(
    'nav',
    { class: 'neighbours', 'aria-label': 'Next guide' },
    link(guides[at - 1], 'prev', '← ', ''),
    link(guides[at + 1], 'next', '', ' →'),
  );
}
