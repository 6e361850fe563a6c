import type { ChatPort, SendOutcome } from '../port.js';
import type { Sender } from './deliver.js';

/** A sending that takes longer is given up as of unknown fate, in ms. */
const SEND_TIMEOUT_MS = 60_000;

/** The port with an end to our patience: an answer that does not come is an unknown fate. */
export function patient(port: ChatPort): Sender {
  const send: ChatPort['send'] = (outgoing) =>
    new Promise<SendOutcome>((resolve, reject) => {
      const timer = setTimeout(() => resolve({ kind: 'unknown', error: 'timeout' }), SEND_TIMEOUT_MS);
      port
        .send(outgoing)
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  return { capabilities: port.capabilities, send };
}
