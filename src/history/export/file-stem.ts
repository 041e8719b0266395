import type { TapeHeader } from '../../tape/index.js';

/** A symbol as a part of a file's name: what could lead elsewhere, or be taken for an option, is a dash. */
export function symbolInFileName(symbol: string): string {
  const plain = symbol.replace(/[^A-Za-z0-9.-]/g, '-').slice(0, 64);
  return /^[.-]/.test(plain) ? `0${plain}` : plain;
}

/** The name, without its ending, of a file that holds a whole tape. */
export function tapeStem({ instruments, venue, date }: TapeHeader): string {
  return `${symbolInFileName(instruments.length === 1 ? instruments[0].symbol : venue)}_${date}_tape`;
}
