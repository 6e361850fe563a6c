/** Runs pieces of work one at a time, in the order in which they were asked for. */
export type Serial = <T>(work: () => Promise<T>) => Promise<T>;

/** A new queue. A piece that fails does not hold up the next. */
export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
