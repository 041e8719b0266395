import { describe, expect, it } from 'vitest';
import { escapeHtml, htmlTable } from '../../src/report/html.js';

describe('pages', () => {
  it('cannot be broken by what stands in them', () => {
    expect(escapeHtml(`<a href="x" id='y'>&`)).toBe('&#60;a href=&#34;x&#34; id=&#39;y&#39;&#62;&#38;');
    expect(htmlTable(['a', 'b'], [['1', '2']])).toContain('<tr><td>1</td><td>2</td></tr>');
  });
});
