import { duration } from '../report/index.js';
import type { Progress } from '../run/index.js';
import type { Terminal } from './terminal.js';

const BAR_WIDTH = 24;
/** In CI a plain line appears at most this often, in percent of all runs. */
const PLAIN_STEP = 10;

/** Shows progress on stderr: a bar that moves at a terminal, a plain line now and then elsewhere. */
export class ProgressLine {
  private shown = 0;
  private open = false;

  constructor(private readonly terminal: Terminal) {}

  readonly update = (progress: Progress): void => {
    const { done, failed, total, secondsLeft } = progress;
    const left = secondsLeft === undefined || done === total ? '' : `, about ${duration(secondsLeft)} left`;
    const text = `${done} of ${total} runs${failed > 0 ? `, ${failed} failed` : ''}${left}`;
    if (this.terminal.isInteractive) {
      const filled = Math.round((BAR_WIDTH * done) / total);
      this.terminal.redraw(`${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${text}`);
      this.open = true;
      return;
    }
    const percent = Math.floor((100 * done) / total);
    if (done < total && percent < this.shown + PLAIN_STEP) return;
    this.shown = percent - (percent % PLAIN_STEP);
    this.terminal.note(text);
  };

  /** Takes the bar away, so that what follows begins on a line of its own. */
  close(): void {
    if (this.open) this.terminal.redraw('');
    this.open = false;
  }
}
