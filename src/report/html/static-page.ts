import { describeCount } from '../terminal/wording.ts';
import type { PageData } from './page-data.ts';
import { scriptJson } from './script-json.ts';

/** The page around its rows. All texts of a row or a user are JSON in it; the page's scripts show them as texts. */
export const staticPage = {
  /** Up to the first row. */
  head: (policy: string, styles: readonly string[]): string =>
    [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      '<meta name="referrer" content="no-referrer">',
      '<meta name="robots" content="noindex">',
      '<title>zoom-provision report</title>',
      ...styles.map((style) => `<style>${style}</style>`),
      '</head>',
      '<body>',
      '<main id="page" tabindex="-1"></main>',
      '<script type="application/json" id="rows">[',
    ].join('\n'),

  /** From the last row on. */
  end: (data: PageData, scripts: readonly string[]): string =>
    [
      '\n]</script>',
      `<script type="application/json" id="report">${scriptJson(data)}</script>`,
      ...withoutScripts(data),
      ...scripts.map((script) => `<script>${script}</script>`),
      '</body>',
      '</html>\n',
    ].join('\n'),
};

/** For who looks at an attachment where no script runs: our own words and numbers, nothing of a row. */
function withoutScripts({ outcomes, rows }: PageData): string[] {
  const counts = outcomes.map(({ outcome, count }) => `${describeCount(count)} ${outcome}`);
  return [
    '<noscript>',
    '<h1>zoom-provision report</h1>',
    `<p>${describeCount(rows.all, 'row')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}.</p>`,
    '<p>This view runs no scripts: save the file and open it in a browser to see the rest of it.</p>',
    '</noscript>',
  ];
}
