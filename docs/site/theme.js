// TypeDoc's theme with the guides first: the tree of the API is beside the pages of the API alone.
import { DefaultTheme, DefaultThemeRenderContext, JSX } from 'typedoc';

const element = JSX.createElement;

/** Returns the guides in the order of the configuration. */
export const guidesOf = (project) =>
  (project.groups ?? []).flatMap(({ children }) => children).filter((child) => child.isDocument());

const isGuide = ({ model, url }) => model.isDocument() || url === 'index.html';

function link(href, text, isCurrent) {
  const current = isCurrent ? { class: 'current', 'aria-current': 'page' } : {};
  return element('a', { href, ...current }, element('span', null, text));
}

const heading = (text) => element('p', { class: 'site-heading' }, text);

class SiteContext extends DefaultThemeRenderContext {
  constructor(...args) {
    super(...args);
    const { header, pageNavigation } = this;
    // The heading of a guide is in its text, and the page of the project is that of the API.
    this.header = (props) => {
      if (props.model.isDocument()) return element(JSX.Fragment, null);
      return props.url === 'modules.html' ? element('h1', null, 'API reference') : header(props);
    };
    // The sidebars change places: guides come first for those who tab or listen, and in the menu of a phone. See `render`.
    this.pageSidebar = (props) => this.#siteNavigation(props);
    this.sidebar = (props) => pageNavigation(withoutTitle(props));
  }

  #siteNavigation(props) {
    const parts = [...this.#guides(props), ...this.#api(props), themeChoice()];
    return element('nav', { class: 'tsd-navigation', 'aria-label': 'Guides and API' }, parts);
  }

  #guides({ project, model }) {
    const items = guidesOf(project).map((guide) => link(this.urlTo(guide), guide.name, guide === model));
    items.push(link(this.relativeURL('demo/index.html'), 'Live demo', false));
    const list = items.map((item) => element('li', null, item));
    return [heading('Guides'), element('ul', null, list)];
  }

  #api(props) {
    const reference = link(this.urlTo(props.project), 'API reference', props.url === 'modules.html');
    const loading = element('li', null, 'Loading…');
    const tree = element('ul', { class: 'tsd-small-nested-navigation', id: 'tsd-nav-container' }, loading);
    return [heading('API'), reference, ...(isGuide(props) ? [] : [tree])];
  }
}

/** Returns a page whose headings do not repeat its title. */
function withoutTitle(props) {
  const pageSections = props.pageSections.map((section) => ({
    ...section,
    headings: section.headings.filter(({ level }) => level !== 1),
  }));
  return { ...props, pageSections };
}

function themeChoice() {
  const options = { os: 'System', light: 'Light', dark: 'Dark' };
  return element(
    'div',
    { class: 'tsd-theme-toggle' },
    element('label', { class: 'settings-label', for: 'tsd-theme' }, 'Theme'),
    element(
      'select',
      { id: 'tsd-theme' },
      Object.entries(options).map(([value, text]) => element('option', { value }, text)),
    ),
  );
}

/** Replacements in every page: landmarks, and no page that stays blank until the tree of the API has loaded. */
const REPLACEMENTS = [
  ['<div class="col-content">', '<div class="col-content" role="main" id="content" tabindex="-1">'],
  ['<div class="page-menu">', '<div class="site-menu" >'],
  ['<div class="site-menu">', '<div class="page-menu" role="navigation" aria-label="On this page">'],
  [/document\.body\.style\.display="none";setTimeout\([^<]*,500\)/, ''],
];

/** TypeDoc's default theme with a sidebar of guides. */
export class SiteTheme extends DefaultTheme {
  constructor(renderer) {
    super(renderer);
    this.ContextClass = SiteContext;
  }

  /** Leaves the guides out of the tree. */
  buildNavigation(project) {
    return super
      .buildNavigation(project)
      .flatMap((group) => (group.text === 'Guides' ? [] : (group.children ?? [group])));
  }

  render(page) {
    const landing = page.url === 'index.html' ? [['tsd-panel tsd-typography', 'tsd-panel tsd-typography landing']] : [];
    return [...REPLACEMENTS, ...landing].reduce((html, [from, to]) => replaceOnce(html, from, to), super.render(page));
  }
}

/** A new version of TypeDoc that writes other pages must not go unnoticed. */
function replaceOnce(html, from, to) {
  const replaced = html.replace(from, to);
  if (replaced === html) throw new Error(`Expected the pages of TypeDoc to have ${from}, which site/theme.js replaces`);
  return replaced;
}
