/** Worker threads that do tasks of one kind, in parallel; answers come by task. */
export interface TaskPool<Task, Answer> {
  /** Rejects with what the task threw, or when the pool is closed first. */
  run(task: Task): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * @param worker - name of a file in `workers/` whose default export does a task
 * @param workers - threads
 */
export async function openTaskPool<Task, Answer>(worker: string, workers: number): Promise<TaskPool<Task, Answer>> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina({
    filename: new URL(`../workers/${worker}.js`, import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    // A worker that has nothing to do waits in the event loop: a task takes seconds, a wake-up microseconds.
    atomics: 'disabled',
  });
  return { run: (task) => pool.run(task) as Promise<Answer>, close: () => pool.destroy() };
}
