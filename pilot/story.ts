/** Something that happened, for the screen and for the report. */
export type StoryEvent = {
  readonly at: Date;
  readonly kind: "phase" | "job" | "pull-request" | "publish" | "device" | "verdict" | "attack" | "note";
  readonly state: "good" | "bad" | "waiting" | "neutral";
  readonly text: string;
  readonly ring?: string;
  readonly url?: string;
};

export type Story = {
  readonly events: readonly StoryEvent[];
  readonly tell: (
    kind: StoryEvent["kind"],
    state: StoryEvent["state"],
    text: string,
    more?: { readonly ring?: string; readonly url?: string },
  ) => void;
  readonly listen: (listener: (event: StoryEvent) => void) => void;
};

/** An empty story. */
export function createStory(now: () => Date): Story {
  const events: StoryEvent[] = [];
  const listeners: ((event: StoryEvent) => void)[] = [];
  return {
    events,
    listen: (listener) => void listeners.push(listener),
    tell: (kind, state, text, more = {}) => {
      const event: StoryEvent = { at: now(), kind, state, text, ...more };
      events.push(event);
      for (const listener of listeners) listener(event);
    },
  };
}
