/** Most bytes of an image config that is read into memory. */
export const largestConfig = 4 * 1024 * 1024;

/** All bytes of a blob whose descriptor says that it has at most `limit`; its stream holds it to that. Throws what `refuse` makes of a larger one. */
export async function readSmallBlob(
  { size }: { readonly size: number },
  open: () => AsyncIterable<Uint8Array>,
  refuse: (why: string) => Error,
  limit: number = largestConfig,
): Promise<Buffer> {
  if (size > limit) throw refuse(`is larger than ${limit / 1024 ** 2} MiB`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
