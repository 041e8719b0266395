import { isMap, isPair, isScalar, LineCounter, type Node, type ParsedNode, parseDocument, visit } from 'yaml';
import { InputError, type InputPlace } from '../diagnostics/index.js';
import { readSourceText } from './source-text.js';

/** Keys and indices from the root of a document to a value. */
export type ValuePath = readonly (string | number)[];

/** Deepest nesting of a document; more is refused before anything walks down it. */
const MAXIMUM_DEPTH = 32;
const MAXIMUM_INDENTATION = 400;
/** How often the aliases of a file may be expanded together. */
const MAXIMUM_ALIASES = 50;

/** A YAML file as a plain value that still knows on which line each part of it stands. */
export class YamlSource {
  readonly value: unknown;
  private readonly lines = new LineCounter();
  private readonly root: ParsedNode | null;

  /**
   * @param file - as the user named it, for messages
   * @param expected - what the file should be: `a scenario`
   * @throws InputError for what is not one YAML document, for repeated keys, and for aliases that explode
   */
  constructor(
    readonly file: string,
    readonly text: string,
    expected: string,
  ) {
    refuseDepth(text, file);
    const document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    const broken = document.errors[0] ?? document.warnings[0];
    if (broken !== undefined) throw new InputError(asSentence(broken.message, expected), this.placeAt(broken.pos[0]));
    this.root = document.contents as ParsedNode | null;
    if (this.root === null) throw new InputError(`the file holds no value, expected ${expected}`, { file });
    this.refuseOddNodes();
    try {
      this.value = document.toJS({ maxAliasCount: MAXIMUM_ALIASES });
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      throw new InputError(
        error.message.startsWith('Unresolved')
          ? 'found an alias without its anchor'
          : `found aliases that unfold into too many values, expected at most ${MAXIMUM_ALIASES}`,
        this.firstAlias(),
      );
    }
  }

  static read(file: string, expected: string): YamlSource {
    return new YamlSource(file, readSourceText(file), expected);
  }

  /** Where the value at a path stands; where its nearest ancestor stands when the path leads to nothing. */
  placeOf(path: ValuePath): InputPlace {
    let node: Node | null = this.root;
    for (const step of path) {
      const next = childOf(node, step);
      if (next === undefined) break;
      node = next;
    }
    return { ...this.placeAt(startOf(node)), path: namedPath(this.value, path) };
  }

  /** Where the value at a path by id stands (`attacks.spoof.size`). */
  placeOfName(name: string): InputPlace {
    return { ...this.placeOf(this.walk(name).path), path: name };
  }

  /** The value at a path by id, as it is written; undefined where there is none. */
  valueOfName(name: string): unknown {
    return this.walk(name).value;
  }

  private walk(name: string): { readonly path: ValuePath; readonly value: unknown } {
    let value: unknown = this.value;
    const path = name.split('.').map((step) => {
      const index = Array.isArray(value) ? value.findIndex((_entry, at) => namedPath(value, [at]) === step) : -1;
      const key = index < 0 ? step : index;
      value = (value as Readonly<Record<string | number, unknown>> | undefined | null)?.[key];
      return key;
    });
    return { path, value };
  }

  /** Where a key of the mapping at a path stands. */
  placeOfKey(path: ValuePath, key: string): InputPlace {
    let node: Node | null = this.root;
    for (const step of path) node = childOf(node, step) ?? null;
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
      : undefined;
    const offset = pair !== undefined ? startOf(pair.key as Node) : startOf(node);
    return { ...this.placeAt(offset), path: namedPath(this.value, [...path, key]) };
  }

  private placeAt(offset: number): InputPlace {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
  }

  private firstAlias(): InputPlace {
    let offset = 0;
    visit(this.root, {
      Alias(_key, node) {
        offset = startOf(node);
        return visit.BREAK;
      },
    });
    return this.placeAt(offset);
  }

  private refuseOddNodes(): void {
    visit(this.root, {
      Node: (_key, node, ancestors) => {
        // Every level of nesting has a collection and, in mappings, a pair among the ancestors.
        const depth = ancestors.filter((ancestor) => !isPair(ancestor)).length;
        if (depth > MAXIMUM_DEPTH) throw new InputError(tooDeep, this.placeAt(startOf(node)));
      },
      Pair: (_key, pair) => {
        if (!isScalar(pair.key))
          throw new InputError(
            'found a list or mapping as a key, expected a word',
            this.placeAt(startOf(pair.key as Node)),
          );
      },
    });
  }
}

const tooDeep = `found more than ${MAXIMUM_DEPTH} levels of nesting`;

/** A path as it is printed and swept: `agents.makers.count`; list entries go by their id or symbol where they have one. */
export function namedPath(value: unknown, path: ValuePath): string {
  let current = value as Readonly<Record<string | number, unknown>> | undefined | null;
  return path
    .map((step) => {
      current = current?.[step] as typeof current;
      const id = typeof step === 'number' ? (current?.['id'] ?? current?.['symbol']) : undefined;
      return typeof id === 'string' ? id : String(step);
    })
    .join('.');
}

function childOf(node: Node | null, step: string | number): Node | undefined {
  if (node === null || typeof node !== 'object' || !('get' in node)) return undefined;
  const child = (node as unknown as { get(key: string | number, keepScalar: true): unknown }).get(step, true);
  return child === undefined || child === null ? undefined : (child as Node);
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/**
 * Looks at the characters alone, since the parser itself does not survive absurd nesting: leading dashes and question
 * marks of a line, its indentation, and brackets left open.
 */
function refuseDepth(text: string, file: string): void {
  let open = 0;
  let line = 1;
  for (const content of text.split('\n')) {
    const indicators = /^\s*(?:[-?]\s+){0,33}/.exec(content)![0];
    let depth = indicators.replaceAll(/\s/g, '').length;
    if (indicators.length - depth > MAXIMUM_INDENTATION) depth = Number.POSITIVE_INFINITY;
    for (const character of content) {
      if (character === '[' || character === '{') open++;
      else if ((character === ']' || character === '}') && open > 0) open--;
      if (open > 2 * MAXIMUM_DEPTH) depth = Number.POSITIVE_INFINITY;
    }
    if (depth > MAXIMUM_DEPTH) throw new InputError(tooDeep, { file, line });
    line++;
  }
}

function asSentence(message: string, expected: string): string {
  const [first] = message.split('\n');
  if (/call stack/.test(first)) return tooDeep;
  if (/multiple documents/.test(first)) return `found a second document, expected ${expected}`;
  return `is not YAML: ${first.slice(0, 1).toLowerCase()}${first.slice(1)}`;
}
