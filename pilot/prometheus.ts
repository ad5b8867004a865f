import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";

export type PrometheusServer = {
  readonly url: string;
  readonly version: string;
  readonly stop: () => Promise<void>;
};

export type ScrapeTarget = { readonly device: string; readonly ring: string; readonly path: string };

/** Starts a real Prometheus that scrapes every device once a second; the device's name is the target's, whatever its page says. */
export async function startPrometheus(options: {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly version: string;
  readonly directory: string;
  readonly host: string;
  readonly targets: readonly ScrapeTarget[];
}): Promise<PrometheusServer> {
  const { directory } = options;
  await mkdir(directory, { recursive: true });
  const port = await freePort();
  const groups = options.targets.map((target) => ({
    targets: [options.host],
    labels: {
      __metrics_path__: target.path,
      device: target.device,
      ring: target.ring,
      instance: target.device,
    },
  }));
  const configuration = {
    global: { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "10s" },
    scrape_configs: [{ job_name: "devices", static_configs: groups }],
  };
  const file = path.join(directory, "prometheus.yml");
  await writeFile(file, JSON.stringify(configuration));
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    options.command,
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${path.join(directory, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=warn",
    ],
    {
      env: { PATH: process.env["PATH"] ?? "", HOME: directory, ...options.environment },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  // However this process ends, no server stays behind.
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.removeListener("exit", kill));
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4000);
  });
  await ready(url, child, () => said);
  return {
    url,
    version: options.version,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
      await gone;
      clearTimeout(timer);
    },
  };
}

async function ready(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}: ${said()}`);
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGKILL");
  throw new Error(`Prometheus was not ready after 30 s: ${said()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}
