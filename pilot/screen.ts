import type { Device, DevicePhase } from "./devices/device.ts";
import type { RingLayout } from "./layout.ts";
import type { Story, StoryEvent } from "./story.ts";

export type Screen = {
  /** Gives the screen its devices, once there are any. */
  readonly show: (rings: readonly RingLayout[], devices: readonly Device[]) => void;
  readonly close: () => void;
};

type Output = {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

const colour = (code: number, text: string): string => `\u001b[${code}m${text}\u001b[0m`;
const eventsShown = 9;

/** Live progress: rings and devices that change under your eyes on a terminal, one plain line an event anywhere else. */
export function openScreen(output: Output, story: Story, startedAt: Date, colours: boolean): Screen {
  return output.isTTY === true
    ? terminalScreen(output, story, startedAt, colours)
    : plainScreen(output, story, startedAt);
}

function plainScreen(output: Output, story: Story, startedAt: Date): Screen {
  story.listen((event) =>
    output.write(
      `${clock(event.at, startedAt)} ${marks[event.state]} ${event.text}${event.url === undefined ? "" : ` ${event.url}`}\n`,
    ),
  );
  return { show: () => {}, close: () => {} };
}

const marks = { good: "ok  ", bad: "!!  ", waiting: "..  ", neutral: "    " } as const;
const markColours = { good: 32, bad: 31, waiting: 33, neutral: 37 } as const;

function terminalScreen(output: Output, story: Story, startedAt: Date, colours: boolean): Screen {
  const paint = (code: number, text: string): string => (colours ? colour(code, text) : text);
  const recent: StoryEvent[] = [];
  const verdicts = new Map<string, StoryEvent>();
  let phase = "";
  let rings: readonly RingLayout[] = [];
  let byName = new Map<string, Device>();
  let height = 0;
  const versions: string[] = [];
  const draw = (): void => {
    const width = Math.max(40, (output.columns ?? 100) - 1);
    const lines = [paint(1, cut(`pi5 pilot  ${clock(new Date(), startedAt).trim()}  ${phase}`, width)), ""];
    for (const ring of rings)
      lines.push(...ringLines(ring, byName, verdicts.get(ring.name), versions, width, paint));
    if (versions.length > 0)
      lines.push(
        `  ${versions.map((version, index) => paint(palette[index % palette.length] ?? 37, `● ${version}`)).join("   ")}   ◔ pulling   ◑ switching   ○ off`,
        "",
      );
    const room = Math.max(3, (output.rows ?? 40) - lines.length - 2);
    for (const event of recent.slice(-room))
      lines.push(paint(markColours[event.state], cut(`${clock(event.at, startedAt)} ${event.text}`, width)));
    output.write(`${height > 0 ? `\u001b[${height}A` : ""}\u001b[0J${lines.join("\n")}\n`);
    height = lines.length;
  };
  story.listen((event) => {
    if (event.kind === "verdict" && event.ring !== undefined) verdicts.set(event.ring, event);
    if (event.kind === "phase") phase = event.text;
    recent.push(event);
    if (recent.length > eventsShown) recent.shift();
  });
  const timer = setInterval(draw, 125);
  output.write("\u001b[?25l");
  return {
    show: (layout, devices) => {
      rings = layout;
      byName = new Map(devices.map((device) => [device.name, device]));
    },
    close: () => {
      clearInterval(timer);
      draw();
      output.write("\u001b[?25h");
    },
  };
}

const palette = [36, 35, 32, 34];
const phaseMarks: Readonly<Record<DevicePhase, string>> = {
  off: "○",
  idle: "●",
  pulling: "◔",
  switching: "◑",
  refused: "✗",
};

function ringLines(
  ring: RingLayout,
  byName: ReadonlyMap<string, Device>,
  verdict: StoryEvent | undefined,
  versions: string[],
  width: number,
  paint: (code: number, text: string) => string,
): string[] {
  const perLine = Math.max(10, width - 16);
  const cells = ring.devices.map((name) => {
    const device = byName.get(name);
    const version = device?.running?.version;
    if (version !== undefined && !versions.includes(version)) versions.push(version);
    const tint = version === undefined ? 90 : (palette[versions.indexOf(version) % palette.length] ?? 37);
    return paint(tint, device === undefined ? "·" : phaseMarks[device.phase]);
  });
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += perLine)
    lines.push(`  ${(at === 0 ? ring.name : "").padEnd(12)}${cells.slice(at, at + perLine).join("")}`);
  lines.push(
    verdict === undefined
      ? ""
      : `  ${" ".repeat(12)}${paint(markColours[verdict.state], cut(verdict.text, width - 16))}`,
  );
  return lines;
}

function clock(at: Date, startedAt: Date): string {
  const seconds = Math.max(0, (at.getTime() - startedAt.getTime()) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, " ")}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

function cut(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
