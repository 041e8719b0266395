/** The few emphases of a report; each returns the text unchanged where there are no colours. */
export interface Colors {
  bold(text: string): string;
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
}
