/** A store of folders by key that outlives a job, such as the cache of GitHub Actions. */
export type ActionsCache = {
  /** Unpacks the newest match: `key` exactly, else the first prefix that matches. The key that matched, or undefined. */
  readonly restore: (
    paths: readonly string[],
    key: string,
    prefixes: readonly string[],
  ) => Promise<string | undefined>;
  /** False when nothing was saved: the token may only read, or the key is there already. Never throws for either. */
  readonly save: (paths: readonly string[], key: string) => Promise<boolean>;
};
