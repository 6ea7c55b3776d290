// Accessibility of a page, as axe checks it.
import axe from 'axe-core';

export async function brokenRules(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}
