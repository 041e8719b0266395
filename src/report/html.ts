/** Text that can stand anywhere in a page. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A whole page without scripts or anything to fetch, light or dark as its reader's system is. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** A table; cells are HTML, numbers stand to the right from the second column on. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('\n')}</tbody></table></div>`;
}

const style = `
:root { --ground: #fff; --ink: #1f2328; --quiet: #59636e; --line: #d8dee4; --real: #8c959f; --simulated: #0969da; --good: #1a7f37; --bad: #cf222e; --near: #9a6700; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0d1117; --ink: #e6edf3; --quiet: #9198a1; --line: #30363d; --real: #6e7681; --simulated: #58a6ff; --good: #3fb950; --bad: #f85149; --near: #d29922; }
}
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid var(--line); }
p { max-width: 75ch; }
.quiet, figcaption { color: var(--quiet); }
.good { color: var(--good); } .bad { color: var(--bad); } .near { color: var(--near); }
.key { display: inline-block; width: .8em; height: .8em; margin-right: .4em; vertical-align: -.05em; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 1.2rem 1.4rem; }
figure { margin: 0; min-width: 0; }
figure h3 { font-size: .95rem; margin: 0; }
figcaption { font-size: .8rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
th { font-weight: 600; }
svg { max-width: 100%; height: auto; background: none; overflow: visible; --plot-background: var(--ground); }
`;
