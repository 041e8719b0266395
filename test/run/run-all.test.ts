import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Progress, RunTask } from '../../src/run/index.js';
import { runAll } from '../../src/run/run-all.js';
import { RunStore, removeUnfinished } from '../../src/run/run-store.js';
import type { WorkerAnswer, WorkerPool } from '../../src/run/worker-pool.js';
import { fakeRun, fakeTask } from './fake-runs.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'touchstone-runs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const tasks = Array.from({ length: 7 }, (_, index) => fakeTask(index));

class FakePool implements WorkerPool {
  readonly begun: string[] = [];
  private readonly stopped = new AbortController();

  constructor(private readonly answer: (task: RunTask) => Promise<WorkerAnswer>) {}

  run(task: RunTask): Promise<WorkerAnswer> {
    this.begun.push(task.id);
    const stopped = new Promise<WorkerAnswer>((resolve) => {
      this.stopped.signal.addEventListener('abort', () => resolve({ failure: 'stopped' }));
    });
    return Promise.race([stopped, this.answer(task)]);
  }

  stop(): void {
    this.stopped.abort();
  }

  async close(): Promise<void> {}
}

/** Later tasks are ready first. */
const slowFirst = async (task: RunTask): Promise<WorkerAnswer> => {
  await new Promise((resolve) => setTimeout(resolve, 2 * (7 - task.spec.seed)));
  return { run: fakeRun(task.spec.seed) };
};

function options(pool: WorkerPool, more: object = {}) {
  return {
    pool,
    workers: 2,
    store: new RunStore(folder),
    resume: false,
    signal: new AbortController().signal,
    now: () => 0,
    onProgress: () => {},
    ...more,
  };
}

const digests = (outcomes: Awaited<ReturnType<typeof runAll>>) =>
  outcomes.map((outcome) => (outcome !== undefined && 'run' in outcome ? outcome.run.digest : undefined));

describe('all runs of a plan', () => {
  it('come back in the order of the plan, whoever was ready first', async () => {
    for (const workers of [1, 2, 5])
      expect(digests(await runAll(tasks, options(new FakePool(slowFirst), { workers })))).toEqual(
        tasks.map((task) => `digest-${task.spec.seed}`),
      );
  });

  it('go on when one of them fails, and say which', async () => {
    const pool = new FakePool(async (task) =>
      task.spec.seed === 3 ? { failure: 'no price' } : { run: fakeRun(task.spec.seed) },
    );
    const seen: Progress[] = [];
    const outcomes = await runAll(tasks, options(pool, { onProgress: (progress: Progress) => seen.push(progress) }));
    expect(outcomes[3]).toEqual({ failure: 'no price' });
    expect(outcomes.filter((outcome) => outcome !== undefined && 'run' in outcome)).toHaveLength(6);
    expect(seen.at(-1)).toMatchObject({ done: 7, failed: 1, total: 7 });
  });

  it('end early when nothing can be kept', async () => {
    const pool = new FakePool(slowFirst);
    const store = new RunStore(folder);
    store.put = async () => {
      throw new Error('the disk is full');
    };
    const seen: Progress[] = [];
    const onProgress = (progress: Progress) => seen.push(progress);
    await expect(runAll(tasks, options(pool, { store, onProgress }))).rejects.toThrow('the disk is full');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(pool.begun.length).toBeLessThan(5);
    expect(seen.filter(({ failed }) => failed > 0)).toEqual([]);
  });

  it('are not done again when they are resumed, and are the same to the last bit', async () => {
    const first = await runAll(tasks.slice(0, 4), options(new FakePool(slowFirst)));
    const pool = new FakePool(slowFirst);
    const again = await runAll(tasks, options(pool, { resume: true }));
    expect(pool.begun.toSorted()).toEqual(['task-4', 'task-5', 'task-6']);
    expect(again.slice(0, 4)).toEqual(first);
    const repeated = new FakePool(slowFirst);
    await runAll(tasks, options(repeated));
    expect(repeated.begun).toHaveLength(7);
  });

  it('are done again when what was kept cannot be read', async () => {
    await runAll(tasks, options(new FakePool(slowFirst)));
    writeFileSync(path.join(folder, 'task-2.json.gz'), 'cut');
    const pool = new FakePool(slowFirst);
    await runAll(tasks, options(pool, { resume: true }));
    expect(pool.begun).toEqual(['task-2']);
  });

  it('stop at once when interrupted, and keep what is finished', async () => {
    const interruption = new AbortController();
    const pool = new FakePool(async (task) => {
      if (task.spec.seed === 2) interruption.abort();
      if (task.spec.seed >= 2) await new Promise(() => {});
      return { run: fakeRun(task.spec.seed) };
    });
    const outcomes = await runAll(tasks, options(pool, { signal: interruption.signal }));
    expect(digests(outcomes).slice(0, 2)).toEqual(['digest-0', 'digest-1']);
    expect(outcomes.slice(2)).toEqual(Array(5).fill(undefined));
    expect(readdirSync(folder).sort()).toEqual(['task-0.json.gz', 'task-1.json.gz']);
  });

  it('say how long they will take', async () => {
    let clock = 0;
    const seen: Progress[] = [];
    const pool = new FakePool(async (task) => {
      clock += 10;
      return { run: fakeRun(task.spec.seed) };
    });
    await runAll(
      tasks,
      options(pool, { workers: 0, now: () => clock, onProgress: (progress: Progress) => seen.push(progress) }),
    );
    expect(seen[0].secondsLeft).toBe(60);
    expect(seen.at(-1)).toEqual({ done: 7, failed: 0, total: 7, secondsLeft: 0 });
  });
});

it('files that a stopped worker was writing are taken away, and nothing else', async () => {
  for (const name of ['.tape.parquet.1-2-3.tmp', '.tape.parquet.1-2-3.spool', 'tape.parquet', '.hidden'])
    writeFileSync(path.join(folder, name), '');
  await removeUnfinished(folder);
  expect(readdirSync(folder).sort()).toEqual(['.hidden', 'tape.parquet']);
});
