/**
 * The inputs of a practice by flat names, as the truth keeps them: `size.best5Depth`, `window.0`. Times are ns since
 * midnight; what is neither number nor text is written as text.
 */
export function flatKnobs(parameters: object): Record<string, number | string> {
  const flat: Record<string, number | string> = {};
  const walk = (value: unknown, name: string) => {
    if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) walk(part, name === '' ? key : `${name}.${key}`);
    else if (value !== undefined) flat[name] = typeof value === 'number' ? value : String(value);
  };
  walk(parameters, '');
  return flat;
}
