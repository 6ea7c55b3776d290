import katex from '@vscode/markdown-it-katex';

const validation = {
  notExported: true,
  invalidLink: true,
  invalidPath: true,
  rewrittenLink: true,
  notDocumented: true,
};

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'EPSIE in TypeScript',
  plugin: ['./site/plugin.js'],
  customCss: 'site/custom.css',
  entryPointStrategy: 'packages',
  entryPoints: ['../packages/*'],
  packageOptions: {
    disableSources: true,
    excludePrivate: true,
    excludeInternal: true,
    validation: { ...validation, unusedMergeModuleWith: true },
    requiredToBeDocumented: [
      'Enum',
      'EnumMember',
      'Variable',
      'Function',
      'Class',
      'Interface',
      'Property',
      'Method',
      'Accessor',
      'TypeAlias',
    ],
  },
  highlightLanguages: ['bash', 'javascript', 'json', 'python', 'r', 'typescript'],
  projectDocuments: [
    'getting-started',
    'model-data',
    'runtimes',
    'choosing-a-proposal',
    'adaptation-and-proposals',
    'efficiency',
    'tempering',
    'unknown-dimension',
    'your-own-proposal',
    'storage',
    'reading-runs',
    'reproducibility',
    'pools',
    'cluster',
  ].map((name) => `guides/${name}.md`),
  readme: 'index.md',
  out: 'dist',
  validation,
  treatWarningsAsErrors: true,
  disableSources: true,
  groupOrder: ['Guides', '*'],
  navigation: { includeGroups: true, includeCategories: false, excludeReferences: true },
  includeHierarchySummary: false,
  sortEntryPoints: false,
  hideGenerator: true,
  searchInComments: true,
  searchInDocuments: true,
  markdownItLoader(md) {
    md.use(katex.default ?? katex, { throwOnError: true });
  },
};
