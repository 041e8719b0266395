import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { fitUntaken } from '../fit/index.js';
import type { TargetAnswer, TargetOrder } from '../run/index.js';

/** Fits targets of Hawkes processes for a thread that sleeps until they are done: the answer is there before it is woken. */
const port = workerData as MessagePort;
port.on('message', ({ source, targets, taken, finished }: TargetOrder) => {
  port.postMessage(answer());
  Atomics.add(finished, 0, 1);
  Atomics.notify(finished, 0);

  function answer(): TargetAnswer {
    try {
      return { fits: fitUntaken(source, targets, taken) };
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  }
});
parentPort!.postMessage('ready');
