import { mkdir } from "node:fs/promises";
import path from "node:path";
import { acceptPointer } from "../../src/fleet/acceptance.ts";
import {
  type DeviceState,
  type Provisioning,
  freshDeviceState,
  readDeviceState,
  writeDeviceState,
} from "../../src/fleet/device-state.ts";
import { readBounded, writeAtomic } from "../../src/io/files.ts";
import type { Http } from "../../src/io/http.ts";
import type { Processes } from "../../src/io/process.ts";
import { isFault } from "../../src/values/fault.ts";
import type { Tree } from "../../src/values/tree.ts";
import { type Follower, openFollower } from "./follower.ts";
import { pullImage } from "./image-pull.ts";
import { metricsPage } from "./metrics-page.ts";
import { type Behaviour, type Counters, freshCounters, serve } from "./traffic.ts";

export type DevicePhase = "off" | "idle" | "pulling" | "switching" | "refused";

export type DeviceOptions = {
  readonly provisioning: Provisioning;
  readonly app: string;
  readonly repositoryUrl: string;
  readonly directory: string;
  readonly http: Http;
  readonly processes: Processes;
  readonly random: () => number;
  readonly behaviourOf: (version: string) => Behaviour;
  /** Time that pulling and switching take; the power may go off meanwhile. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onRefused: (device: string, code: string, text: string) => void;
  readonly onSwitched: (device: string, version: string) => void;
};

type Running = {
  readonly version: string;
  readonly release: string;
  readonly repository: string;
  readonly image: string;
  readonly epoch: number;
  readonly seq: number;
};

/** Thrown where the power goes off: everything that is not on disk is gone. */
class PowerLoss extends Error {}

/** A simulated Raspberry Pi: follows live over git, verifies like a device, pulls by digest, switches, serves /metrics. */
export class Device {
  readonly name: string;
  readonly ring: string;
  phase: DevicePhase = "off";
  running: Running | undefined;
  /** Every version that ran, oldest first. */
  readonly history: string[] = [];
  refusals = 0;
  lastRefusal = "";
  private readonly options: DeviceOptions;
  private counters: Counters = freshCounters();
  private follower: Follower | undefined;
  private seen: string | undefined;
  private power = 0;
  private busy = false;
  private blobs = new Set<string>();
  private lastServed = 0;

  constructor(options: DeviceOptions) {
    this.options = options;
    this.name = options.provisioning.device;
    this.ring = options.provisioning.ring;
  }

  /** Starts from what the disk holds: the accepted state, and the release that ran last. */
  async boot(): Promise<void> {
    this.power += 1;
    await mkdir(this.options.directory, { recursive: true });
    this.follower ??= await openFollower({
      ...this.options,
      url: this.options.repositoryUrl,
      branch: "live",
      directory: path.join(this.options.directory, "live.git"),
    });
    this.seen = undefined;
    this.counters = freshCounters();
    this.lastServed = performance.now();
    this.running = await this.readJson<Running>("current.json");
    this.blobs = new Set((await this.readJson<string[]>("blobs.json")) ?? []);
    this.phase = "idle";
  }

  /** Cuts the power: whatever is going on stops at its next step. */
  kill(): void {
    this.power += 1;
    this.phase = "off";
    this.running = undefined;
  }

  /** One look at the branch; does nothing while off or busy. */
  async poll(): Promise<void> {
    if (this.phase === "off" || this.busy || this.follower === undefined) return;
    const power = this.power;
    this.busy = true;
    try {
      const target = await this.readJson<Running>("target.json");
      if (target !== undefined && target.release !== this.running?.release) await this.install(target, power);
      this.phase = "idle";
      const head = await this.follower.head();
      if (head !== undefined && head !== this.seen) {
        await this.consider(await this.follower.fetch(), power);
        this.seen = head;
      }
    } catch (error) {
      if (!(error instanceof PowerLoss)) throw error;
    } finally {
      this.busy = false;
    }
  }

  /** Judges a tree and, when it is accepted, makes it run. Gives `accepted`, `unchanged` or the code of the refusal. */
  async consider(tree: Tree, power = this.power): Promise<string> {
    const { app, provisioning } = this.options;
    const state = await this.readState();
    const result = await acceptPointer(tree, provisioning, state, app, new Date());
    this.check(power);
    if (result.kind === "refused") {
      // A ring without a pointer yet is no attack: there is nothing to run.
      if ((await tree.read(`rings/${this.ring}/${app}.json`)) === undefined) return "unchanged";
      this.refusals += 1;
      this.lastRefusal = result.fault.code;
      this.options.onRefused(this.name, result.fault.code, result.fault.message);
      return result.fault.code;
    }
    if (result.kind === "accepted") {
      const { release, pointer } = result;
      const { repository, platformDigest } = release.value.image;
      const { epoch, seq } = pointer.value;
      const target: Running = {
        version: release.value.version,
        release: release.digest,
        repository,
        image: platformDigest,
        epoch,
        seq,
      };
      // What was accepted is on disk before anything changes: after a power cut the device neither forgets it nor goes back.
      await this.writeJson("target.json", target);
      await writeAtomic(this.file("state.json"), writeDeviceState(result.newState));
      await this.install(target, power);
    } else if (result.newState !== state)
      await writeAtomic(this.file("state.json"), writeDeviceState(result.newState));
    this.phase = "idle";
    return result.kind;
  }

  private async install(target: Running, power: number): Promise<void> {
    const pause = async (milliseconds: number): Promise<void> => {
      await this.options.sleep(milliseconds);
      this.check(power);
    };
    this.phase = "pulling";
    await pullImage(
      this.options.http,
      { repository: target.repository, digest: target.image },
      this.blobs,
      () => pause(100 + 400 * this.options.random()),
    );
    this.check(power);
    await this.writeJson("blobs.json", [...this.blobs]);
    this.phase = "switching";
    await pause(200 + 600 * this.options.random());
    await this.writeJson("current.json", target);
    this.running = target;
    this.counters = freshCounters();
    this.lastServed = performance.now();
    this.history.push(target.version);
    this.options.onSwitched(this.name, target.version);
  }

  /** The /metrics page, with the traffic since the last look added; undefined while the device is off. */
  metrics(): string | undefined {
    if (this.phase === "off") return undefined;
    const { running } = this;
    const now = performance.now();
    if (running !== undefined)
      serve(
        this.counters,
        this.options.behaviourOf(running.version),
        (now - this.lastServed) / 1000,
        this.options.random,
      );
    this.lastServed = now;
    return metricsPage({
      app:
        running === undefined ? undefined : { name: this.options.app, ...running, counters: this.counters },
      temperature: 52 + 6 * this.options.random(),
      pointer: running,
      refused: this.refusals,
    });
  }

  private check(power: number): void {
    if (this.power !== power) throw new PowerLoss(`${this.name} lost power`);
  }

  private file(name: string): string {
    return path.join(this.options.directory, name);
  }

  private async readState(): Promise<DeviceState> {
    const bytes = await this.readBytes("state.json");
    return bytes === undefined ? freshDeviceState : readDeviceState(bytes);
  }

  private async readBytes(name: string): Promise<Buffer | undefined> {
    try {
      return await readBounded(this.file(name), 4_000_000);
    } catch (error) {
      if (isFault(error, "FILE_MISSING")) return undefined;
      throw error;
    }
  }

  private async readJson<T>(name: string): Promise<T | undefined> {
    const bytes = await this.readBytes(name);
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString("utf8")) as T);
  }

  private writeJson(name: string, value: unknown): Promise<void> {
    return writeAtomic(this.file(name), JSON.stringify(value));
  }
}
