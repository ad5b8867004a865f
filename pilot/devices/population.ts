import http from "node:http";
import type { AddressInfo } from "node:net";
import { Device, type DeviceOptions } from "./device.ts";

/** All devices of the pilot with one web server for their /metrics pages. */
export type Population = {
  readonly devices: readonly Device[];
  readonly inRing: (ring: string) => readonly Device[];
  /** `127.0.0.1:port`; a device's page is /devices/NAME/metrics. */
  readonly host: string;
  readonly close: () => Promise<void>;
};

/** Boots the devices and lets each look at its branch again and again, a few at a time. */
export async function startPopulation(
  options: readonly DeviceOptions[],
  intervalMs: number,
  onError: (error: unknown) => void,
): Promise<Population> {
  const devices = options.map((one) => new Device(one));
  const byName = new Map(devices.map((device) => [device.name, device]));
  const server = http.createServer((request, response) => {
    const name = /^\/devices\/([^/]+)\/metrics$/.exec(request.url ?? "")?.[1];
    const device = name === undefined ? undefined : byName.get(name);
    const page = device?.metrics();
    // A device without power answers nobody: the connection just breaks.
    if (page === undefined) request.socket.destroy();
    else response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(page);
  });
  // Boots can fail (a full disk): the server that would keep this process alive comes after them.
  await inParallel(devices, 6, (device) => device.boot());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  let stopped = false;
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const started = performance.now();
      await inParallel(devices, 4, (device) =>
        device.poll().catch((error: unknown) => (stopped ? undefined : onError(error))),
      );
      await new Promise<void>((resolve) =>
        setTimeout(resolve, Math.max(100, intervalMs - (performance.now() - started))),
      );
    }
  };
  const running = loop();
  return {
    devices,
    inRing: (ring) => devices.filter((device) => device.ring === ring),
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      stopped = true;
      server.closeAllConnections();
      server.close();
      await running;
    },
  };
}

/** After a failure no further item is begun, and it is thrown when those in work have ended. */
async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    try {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: width }, worker));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
