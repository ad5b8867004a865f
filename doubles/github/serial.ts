/** Runs the given work one at a time, in the order asked; a failure does not stop those that follow. */
export type Serial = <T>(work: () => Promise<T>) => Promise<T>;

/** A new queue of its own. */
export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve();
  return function run<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  };
}
