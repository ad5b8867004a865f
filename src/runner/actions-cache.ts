import type { ActionsCache } from "../io/actions-cache.ts";
import type { Log } from "../io/log.ts";
import { describeError } from "../values/fault.ts";

/**
 * The cache of GitHub Actions, or undefined where the runner has none. It is a help, never a need: what goes wrong with it is a
 * warning. Since 2026 the token of a low-trust event may only read; saving is then skipped without a word of alarm.
 */
export function openActionsCache(
  environment: Readonly<Record<string, string | undefined>>,
  log: Log,
): ActionsCache | undefined {
  if (!environment["ACTIONS_RUNTIME_TOKEN"]) return undefined;
  if (!environment["ACTIONS_RESULTS_URL"] && !environment["ACTIONS_CACHE_URL"]) return undefined;
  const mode = environment["ACTIONS_CACHE_MODE"] ?? "write";
  // The toolkit's part is large and most builds do without it.
  const load = () => import("@actions/cache");
  return {
    restore: async (paths, key, prefixes) => {
      if (mode === "none" || mode === "write-only") return undefined;
      try {
        const { restoreCache } = await load();
        return await restoreCache([...paths], key, [...prefixes]);
      } catch (error) {
        log.warning(`the cache could not be restored: ${describeError(error)}`);
        return undefined;
      }
    },
    save: async (paths, key) => {
      if (mode === "none" || mode === "read") return false;
      try {
        const { saveCache } = await load();
        return (await saveCache([...paths], key)) !== -1;
      } catch (error) {
        log.warning(`the cache could not be saved: ${describeError(error)}`);
        return false;
      }
    },
  };
}
