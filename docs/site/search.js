// Search of the guides: headings count more than text, and punctuation is no part of a word.

/** Weight of a word in a heading, where one in a text has 1, and one in a name or title 10. */
const HEADING = 5;

/** Relevance of members of types and classes: every option has the name of what guides explain, such as `temperature`. */
const MEMBER = 0.1;

/** Sets what is searched of the guides, and puts members behind them. */
export function searchGuides(event, router) {
  event.searchFieldWeights.headings = HEADING;
  for (const [i, result] of event.searchResults.entries()) {
    if (result.isDocument()) Object.assign(event.searchFields[i], fieldsOf(result));
    else if (!router.hasOwnDocument(result)) result.relevanceBoost = MEMBER;
  }
}

function fieldsOf({ content }) {
  const prose = content.filter(({ text }) => !text.startsWith('```'));
  const headings = Array.from(textOf(prose).matchAll(/^#+ (.+)$/gm), ([, heading]) => heading);
  return { headings: wordsOf(headings.join(' ')), document: wordsOf(textOf(content)) };
}

const textOf = (parts) => parts.map(({ text }) => text).join('');

// The index weighs rare words most, and `temperature?:` would be one.
const wordsOf = (text) => text.replaceAll(/[^\p{L}\p{M}\p{N}_-]+/gu, ' ');
