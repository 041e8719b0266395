/** A column of a printed table. */
export interface TableColumn {
  readonly head: string;
  /** Numbers stand to the right, words to the left. */
  readonly align: 'left' | 'right';
}

/** Lines of a table whose columns are as wide as their widest cell, two spaces apart, with a rule below the head. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((column, index) =>
    Math.max(column.head.length, ...rows.map((row) => printedLength(row[index]))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const space = ' '.repeat(widths[index] - printedLength(cell));
        return columns[index].align === 'right' ? `${space}${cell}` : `${cell}${space}`;
      })
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((column) => column.head)),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...rows.map(line),
  ];
}

/** Length as it appears: colours take no room. */
function printedLength(cell: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours begin with one
  return cell.replaceAll(/\u001b\[\d+m/g, '').length;
}
