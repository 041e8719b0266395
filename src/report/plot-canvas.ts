/** Where the pictures of a page are drawn. */
const WIDTH = 340;

/** Loads the plot library, which only pages need, and a document that it can draw into. */
export async function plotCanvas(options: {
  readonly height: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  readonly marginBottom: number;
}) {
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  /** Draws a picture as SVG. */
  const draw = (picture: Parameters<typeof Plot.plot>[0]): string =>
    Plot.plot({
      document: document as never,
      width: WIDTH,
      ...options,
      style: { 'font-size': '11px', 'font-family': 'system-ui, sans-serif' } as never,
      ...picture,
    }).outerHTML;
  return { Plot, draw };
}
