import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import path from "node:path";
import test from "node:test";
import { promisify } from "node:util";

const megabytes = 300;

/** Holds one blob as its digest alone: what is sent is hashed and dropped, what is asked for is zeros. */
async function startSink(): Promise<{
  readonly host: string;
  readonly close: () => void;
  readonly received: () => number;
}> {
  let size = 0;
  const zeros = Buffer.alloc(1_000_000);
  const server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    if (method === "HEAD") response.writeHead(404).end();
    else if (method === "POST") response.writeHead(202, { location: "/upload" }).end();
    else if (method === "PUT") {
      const hash = createHash("sha256");
      request.on("data", (chunk: Buffer) => {
        size += chunk.length;
        hash.update(chunk);
      });
      request.on("end", () => {
        const held = `sha256:${hash.digest("hex")}` === new URL(url, "http://x").searchParams.get("digest");
        response.writeHead(held ? 201 : 400).end();
      });
    } else {
      response.writeHead(200, { "content-length": String(megabytes * zeros.length) });
      let left = megabytes;
      const more = (): void => {
        while (left > 0 && response.write(zeros)) left -= 1;
        if (left === 0) response.end();
        else {
          left -= 1;
          response.once("drain", more);
        }
      };
      more();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return {
    host: `127.0.0.1:${address.port}`,
    received: () => size,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

test("300 MB go up and come down in a process that stays small", async (t) => {
  const sink = await startSink();
  t.after(sink.close);
  const child = path.join(import.meta.dirname, "stream-child.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [child, sink.host, String(megabytes)], {
    timeout: 60_000,
  });
  const { pushed, pulled, grownMegabytes } = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  assert.deepEqual([pushed, pulled, sink.received()], ["uploaded", megabytes * 1e6, megabytes * 1e6]);
  assert.ok(Number(grownMegabytes) < 100, `the process grew by ${String(grownMegabytes)} MB`);
});
