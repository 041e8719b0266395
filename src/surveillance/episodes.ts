import { type Alert, FIRES_FROM, KEPT_FROM, MAXIMUM_ORDERS } from './alert.js';
import { type Evidence, scoreOf } from './evidence.js';
import type { Finding } from './finding.js';

interface Episode {
  readonly suspect: string;
  readonly instrument: number;
  readonly side: number;
  practice: string;
  accounts: number[];
  orders: number[];
  startNs: number;
  endNs: number;
  emittedNs: number;
  score: number;
  evidence: readonly Evidence[];
  /** Silence is counted from here. */
  lastNs: number;
}

/** What every alert of a detector says the same. */
export interface AlertOrigin {
  readonly detector: string;
  readonly detectorVersion: number;
  readonly rulePack: string;
  readonly scale: string;
}

export interface SavedEpisodes {
  readonly open: readonly Episode[];
  readonly firedUntil: readonly (readonly [string, number])[];
  readonly count: number;
}

/**
 * Joins a detector's findings on one suspect into episodes: an alert is closed when nothing was reported for a while,
 * and keeps the strongest evidence. An episode begins no earlier than the end of the last one that fired, so that two
 * alerts never complain of the same minutes.
 */
export class Episodes {
  private readonly open = new Map<string, Episode>();
  private readonly firedUntil = new Map<string, number>();
  private count = 0;
  private nextEnd = Infinity;

  constructor(
    private readonly origin: AlertOrigin,
    private readonly silenceNs: number,
    private readonly emit: (alert: Alert) => void,
  ) {}

  report(finding: Finding, nowNs: number): void {
    const score = scoreOf(finding.evidence);
    if (score < KEPT_FROM) return;
    const suspect = `${finding.instrument}/${finding.side}/${finding.suspect}`;
    let episode = this.open.get(suspect);
    if (episode === undefined) {
      episode = this.begin(suspect, finding, nowNs);
      this.open.set(suspect, episode);
    }
    if (score >= FIRES_FROM && episode.score < FIRES_FROM) episode.emittedNs = nowNs;
    if (score > episode.score) {
      episode.score = score;
      episode.evidence = finding.evidence;
      episode.practice = finding.practice;
    }
    episode.startNs = Math.min(episode.startNs, this.startOf(suspect, finding));
    episode.endNs = Math.max(episode.endNs, finding.endNs);
    episode.accounts = union(episode.accounts, finding.accounts);
    episode.orders = union(episode.orders, finding.orders).slice(0, MAXIMUM_ORDERS);
    episode.lastNs = nowNs;
    this.nextEnd = Math.min(this.nextEnd, nowNs + this.silenceNs);
  }

  /** Closes what has been silent for long enough. */
  expire(nowNs: number): void {
    if (nowNs <= this.nextEnd) return;
    this.nextEnd = Infinity;
    for (const [suspect, episode] of this.open) {
      const end = episode.lastNs + this.silenceNs;
      if (nowNs > end) this.close(suspect, episode);
      else this.nextEnd = Math.min(this.nextEnd, end);
    }
  }

  /** Closes everything: the tape has ended. */
  finish(): void {
    for (const [suspect, episode] of this.open) this.close(suspect, episode);
  }

  save(): SavedEpisodes {
    return { open: [...this.open.values()], firedUntil: [...this.firedUntil], count: this.count };
  }

  restore(saved: SavedEpisodes): void {
    for (const episode of saved.open) {
      this.open.set(episode.suspect, { ...episode });
      this.nextEnd = Math.min(this.nextEnd, episode.lastNs + this.silenceNs);
    }
    for (const [suspect, end] of saved.firedUntil) this.firedUntil.set(suspect, end);
    this.count = saved.count;
  }

  private begin(suspect: string, finding: Finding, nowNs: number): Episode {
    const { practice, instrument, side } = finding;
    const startNs = this.startOf(suspect, finding);
    const since = { startNs, endNs: finding.endNs, emittedNs: nowNs, lastNs: nowNs };
    return { suspect, instrument, side, practice, accounts: [], orders: [], score: 0, evidence: [], ...since };
  }

  private startOf(suspect: string, finding: Finding): number {
    return Math.min(finding.endNs, Math.max(finding.startNs, this.firedUntil.get(suspect) ?? 0));
  }

  private close(suspect: string, episode: Episode): void {
    this.open.delete(suspect);
    if (episode.score >= FIRES_FROM) this.firedUntil.set(suspect, episode.endNs);
    const { practice, instrument, side, accounts, orders, startNs, endNs, emittedNs, score, evidence } = episode;
    const { scale, ...origin } = this.origin;
    const alertId = `${origin.detector}-${++this.count}`;
    const what = { practice, instrument, side, accounts, startNs, endNs, emittedNs, score, evidence, orders, scale };
    this.emit({ alertId, ...origin, ...what });
  }
}

function union(known: readonly number[], more: readonly number[]): number[] {
  return [...new Set([...known, ...more])].sort((a, b) => a - b);
}
