// Webhook-like events, as a workflow trigger or an App would receive them.

export type GitHubEvent = {
  readonly name:
    | "push"
    | "pull_request"
    | "pull_request_review"
    | "workflow_dispatch"
    | "repository_dispatch"
    | "status"
    | "check_run"
    | "merge_group";
  readonly action: string | undefined;
  /** `owner/name`. */
  readonly repository: string;
  /** Login of the account that caused it. */
  readonly actor: string;
  /** What GitHub would put in the event file, without parts that nothing here reads. */
  readonly payload: Readonly<Record<string, unknown>>;
};

/** Events in the order they happened. */
export type Events = {
  /** Delivered events since the start. */
  readonly history: readonly GitHubEvent[];
  /** Events that GitHub creates no workflow run for, because a GITHUB_TOKEN caused them. */
  readonly suppressed: readonly GitHubEvent[];
  /** Calls the listener for every later event; the result ends that. */
  readonly listen: (listener: (event: GitHubEvent) => void) => () => void;
  /** The next delivered event that nobody took yet and that matches; waits for it, ten seconds unless told otherwise. */
  readonly next: (matches?: (event: GitHubEvent) => boolean, withinMs?: number) => Promise<GitHubEvent>;
  readonly emit: (event: GitHubEvent, byWorkflowToken: boolean) => void;
};

/** An empty event log. */
export function createEvents(): Events {
  const history: GitHubEvent[] = [];
  const suppressed: GitHubEvent[] = [];
  const untaken: GitHubEvent[] = [];
  const listeners = new Set<(event: GitHubEvent) => void>();
  const waiting: { matches: (event: GitHubEvent) => boolean; resolve: (event: GitHubEvent) => void }[] = [];

  function emit(event: GitHubEvent, byWorkflowToken: boolean): void {
    const always = event.name === "workflow_dispatch" || event.name === "repository_dispatch";
    if (byWorkflowToken && !always) {
      suppressed.push(event);
      return;
    }
    history.push(event);
    const at = waiting.findIndex((waiter) => waiter.matches(event));
    const [waiter] = at < 0 ? [] : waiting.splice(at, 1);
    if (waiter === undefined) untaken.push(event);
    else waiter.resolve(event);
    for (const listener of listeners) queueMicrotask(() => listener(event));
  }

  function listen(listener: (event: GitHubEvent) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function next(
    matches: (event: GitHubEvent) => boolean = () => true,
    withinMs = 10_000,
  ): Promise<GitHubEvent> {
    const at = untaken.findIndex(matches);
    const [ready] = at < 0 ? [] : untaken.splice(at, 1);
    if (ready !== undefined) return Promise.resolve(ready);
    return new Promise((resolve, reject) => {
      const waiter = {
        matches,
        resolve: (event: GitHubEvent) => {
          clearTimeout(timer);
          resolve(event);
        },
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(waiter), 1);
        const seen = history.map(({ name, action }) => `${name} ${action ?? ""}`.trim()).join(", ");
        reject(new Error(`No such event came within ${withinMs} ms. Seen: ${seen === "" ? "none" : seen}.`));
      }, withinMs);
      waiting.push(waiter);
    });
  }

  return { history, suppressed, listen, next, emit };
}
