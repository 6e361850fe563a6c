import { Worker } from 'node:worker_threads';
import type { Seen, Setup } from './serverWorker.js';

/** The loopback server in a thread of its own, so that it takes nothing from whoever is measured. */
export interface LoopbackThread {
  url: string;
  seen(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Starts the server with these people and groups. */
export async function startLoopbackThread(setup: Setup): Promise<LoopbackThread> {
  const worker = new Worker(new URL('./serverWorker.js', import.meta.url), { workerData: setup });
  worker.on('error', (error) => {
    throw error;
  });
  const next = <T>() => new Promise<T>((resolve) => worker.once('message', resolve));
  const { url } = await next<{ url: string }>();
  return {
    url,
    seen() {
      const answer = next<Seen>();
      worker.postMessage('seen'); // oxlint-disable-line require-post-message-target-origin
      return answer;
    },
    stop: async () => void (await worker.terminate()),
  };
}
