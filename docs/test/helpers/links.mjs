// Links of HTML pages: to files, to headings, and to other sites.

const LINK = /\s(?:href|src)="([^"]*)"/g;
const ID = /\s(?:id|name)="([^"]*)"/g;
const ENTITIES = { '&amp;': '&', '&#39;': "'", '&quot;': '"', '&lt;': '<', '&gt;': '>' };

const decode = (text) => text.replaceAll(/&(?:amp|#39|quot|lt|gt);/g, (entity) => ENTITIES[entity]);
const matches = (pattern, text) => Array.from(text.matchAll(pattern), ([, value]) => decode(value));

/** Returns the links of a page as it wrote them. */
export const linksOf = (html) => matches(LINK, html);

/** Reads the files of a site, and finds links that lead nowhere. */
export class Links {
  #read;
  #ids = new Map();

  /** @param {(path: string) => string | undefined} read returns a file of the site, undefined where there is no such file */
  constructor(read) {
    this.#read = read;
  }

  /** Returns why a link of a page leads nowhere, or undefined. Links to other sites are not followed. */
  problemOf(page, link) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return problemOfOther(link);
    const { pathname, hash } = new URL(link, `http://site/${page}`);
    const path = decodeURIComponent(pathname.slice(1)).replace(/^$|\/$/, '$&index.html');
    const ids = this.#idsOf(path);
    if (ids === undefined) return `there is no ${path}`;
    if (hash !== '' && !ids.has(decodeURIComponent(hash.slice(1)))) return `${path} has no heading ${hash}`;
    return undefined;
  }

  #idsOf(path) {
    if (!this.#ids.has(path)) {
      const text = this.#read(path);
      this.#ids.set(path, text === undefined ? undefined : new Set(matches(ID, text)));
    }
    return this.#ids.get(path);
  }
}

function problemOfOther(link) {
  if (!URL.canParse(link)) return 'is no address';
  const { protocol, hostname } = new URL(link);
  if (protocol === 'data:' || protocol === 'mailto:') return undefined;
  if (protocol !== 'https:' && protocol !== 'http:') return `has the protocol ${protocol}`;
  return hostname.includes('.') ? undefined : `has the host ${hostname}`;
}
