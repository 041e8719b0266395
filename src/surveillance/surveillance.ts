import { didYouMean, InputError } from '../diagnostics/index.js';
import type { DetectorThresholds } from '../rules/index.js';
import { Flag, MaskedRow, SECOND, type TapeHeader, type TapeRow, type View } from '../tape/index.js';
import type { Alert } from './alert.js';
import type { Detector, DetectorDefinition } from './detector.js';
import { Episodes, type SavedEpisodes } from './episodes.js';
import { detectorDefinitions } from './registry.js';
import { type Scale, scaleName } from './scale.js';
import { type SavedState, SharedState } from './state/shared-state.js';

/** An episode ends when nothing was reported of a suspect for so long. */
const SILENCE_NS = 60 * SECOND;

/** A detector that shall watch: one of the registry by its id, or a definition of one's own. */
export interface Watch {
  readonly id: string;
  readonly parameters?: unknown;
  readonly definition?: DetectorDefinition;
}

export interface SurveillanceOptions {
  /** The supervisor's thresholds in force; detectors that rest on a written rule need them. */
  readonly thresholds?: DetectorThresholds;
  /** @defaultValue `absolute` */
  readonly scale?: Scale;
  /** Who watches. @defaultValue the regulator */
  readonly view?: View;
}

export interface SavedSurveillance {
  readonly state: SavedState;
  readonly alerts: readonly Alert[];
  readonly watches: readonly { readonly id: string; readonly memory: unknown; readonly episodes: SavedEpisodes }[];
}

interface Post {
  readonly id: string;
  readonly detector: Detector;
  readonly episodes: Episodes;
  readonly kinds: number;
}

/**
 * Detectors on their posts over one state that they share. Feed it the rows of a tape in order, then finish. Time is
 * the tape's; memory does not grow with the number of rows.
 */
export class Surveillance {
  readonly state: SharedState;
  /** Closed so far, in the order in which they closed. */
  readonly alerts: Alert[] = [];
  private readonly mask: MaskedRow | undefined;
  private readonly posts: Post[] = [];
  private readonly byKind: Detector[][] = Array.from({ length: 32 }, () => []);
  private nowNs = 0;
  /** Bits of the kinds that the command at hand brought. */
  private kinds = 0;

  /** @throws {@link InputError} for an unknown detector, wrong parameters, or a rule that is not in force */
  constructor(header: TapeHeader, watches: readonly Watch[], options: SurveillanceOptions = {}) {
    const { thresholds, scale = 'absolute', view = { kind: 'regulator' } } = options;
    this.mask = view.kind === 'regulator' ? undefined : new MaskedRow(header, view);
    const seen = this.mask?.header ?? header;
    this.state = new SharedState(seen);
    for (const watch of watches) this.post(seen, watch, thresholds, scale);
  }

  onRow(row: TapeRow): void {
    if (this.mask === undefined) this.take(row);
    else if (this.mask.show(row)) this.take(this.mask);
  }

  /** The tape is over. Returns all alerts, near misses among them. */
  finish(endNs: number = this.nowNs): Alert[] {
    this.nowNs = endNs;
    for (const { detector, episodes } of this.posts) {
      detector.finish?.(endNs);
      episodes.finish();
    }
    return this.alerts;
  }

  /** Everything that must be known to go on later, as plain data. Between two commands only. */
  save(): SavedSurveillance {
    const watches = this.posts.map(({ id, detector, episodes }) => {
      return { id, memory: detector.save?.(), episodes: episodes.save() };
    });
    return structuredClone({ state: this.state.save(), alerts: this.alerts, watches });
  }

  /** Goes on from where another surveillance with the same header, watches and options was saved. */
  restore(saved: SavedSurveillance): void {
    this.state.restore(saved.state);
    this.alerts.push(...saved.alerts);
    this.nowNs = saved.state.lastNs;
    saved.watches.forEach(({ id, memory, episodes }, index) => {
      const post = this.posts[index];
      if (post?.id !== id) throw new Error(`saved memory of ${id} meets a post of ${post?.id}`);
      if (memory !== undefined) post.detector.restore?.(memory);
      post.episodes.restore(episodes);
    });
  }

  private take(row: TapeRow): void {
    const { kind } = row;
    if (row.time !== this.nowNs) this.passTime(row.time);
    this.state.onRow(row);
    const detectors = this.byKind[kind];
    for (let index = 0; index < detectors.length; index++) detectors[index].onRow(row);
    this.kinds |= 1 << kind;
    if ((row.flags & Flag.continues) !== 0) return;
    for (let index = 0; index < this.posts.length; index++) {
      const { detector, kinds } = this.posts[index];
      if ((kinds & this.kinds) !== 0) detector.onCommand?.(row);
    }
    this.kinds = 0;
  }

  private passTime(nowNs: number): void {
    this.nowNs = nowNs;
    for (let index = 0; index < this.posts.length; index++) {
      const { detector, episodes } = this.posts[index];
      detector.onTime?.(nowNs);
      episodes.expire(nowNs);
    }
  }

  private post(header: TapeHeader, watch: Watch, thresholds: DetectorThresholds | undefined, scale: Scale): void {
    const definition = watch.definition ?? definitionOf(watch.id);
    const { id, version } = definition;
    const rulePack = thresholds?.version ?? 'none';
    const origin = { detector: id, detectorVersion: version, rulePack, scale: scaleName(scale) };
    const episodes = new Episodes(origin, SILENCE_NS, (alert) => this.alerts.push(alert));
    const detector = definition.create(parametersOf(definition, watch.parameters), {
      header,
      thresholds,
      scale,
      state: this.state,
      report: (finding) => episodes.report(finding, this.nowNs),
    });
    let kinds = 0;
    for (const kind of detector.kinds) {
      kinds |= 1 << kind;
      this.byKind[kind].push(detector);
    }
    this.posts.push({ id, detector, episodes, kinds });
  }
}

function definitionOf(id: string): DetectorDefinition {
  const definition = detectorDefinitions.find((known) => known.id === id);
  if (definition !== undefined) return definition;
  const known = detectorDefinitions.map((one) => one.id);
  throw new InputError(
    `there is no detector "${id}"; expected one of ${known.join(', ')}`,
    { path: 'surveillance.detectors' },
    didYouMean(id, known),
  );
}

function parametersOf(definition: DetectorDefinition, given: unknown): unknown {
  const result = definition.parameters.safeParse(given ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InputError(`detector ${definition.id}: ${issue.message}`, {
    path: ['surveillance.detectors', definition.id, ...issue.path].join('.'),
  });
}
