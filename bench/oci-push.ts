// Ours in a process of its own, as the peers are: pushes a layout to a registry. Arguments: layout, host, repository, tag.
import { systemClock } from "../src/io/clock.ts";
import { createHttp } from "../src/io/http.ts";
import { silentLog } from "../src/io/log.ts";
import { anonymousCredentials } from "../src/oci/credentials.ts";
import { openLayout } from "../src/oci/layout.ts";
import { pushLayout } from "../src/oci/layout-push.ts";
import { createRegistry } from "../src/oci/registry-client.ts";

const [directory = "", host = "", name = "", tag = ""] = process.argv.slice(2);
const http = createHttp({ environment: {} });
const registry = createRegistry({
  http,
  httpFor: () => http,
  credentials: anonymousCredentials,
  clock: systemClock,
  random: Math.random,
  log: silentLog,
});
await pushLayout(registry, await openLayout(directory), { registry: host, path: name }, { tags: [tag] });
await http.close();
