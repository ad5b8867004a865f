// Installs stock peers and prints what there is: main.ts install [NAME ...], or --list for what the cache holds now.
import { cacheDirectory } from "./cache.ts";
import { installPeers, listPeers } from "./install.ts";
import type { Peer } from "./install.ts";
import { peerNames } from "./recipe.ts";
import type { PeerName } from "./recipe.ts";

const [verb, ...words] = process.argv.slice(2);
if (!["install", "--list"].includes(verb ?? "") || words.some((word) => !isPeerName(word))) {
  process.stderr.write(`usage: main.ts install [NAME ...] | --list\nnames: ${peerNames.join(" ")}\n`);
  process.exit(2);
}

const started = performance.now();
const names = words.length > 0 ? words.filter(isPeerName) : peerNames;
try {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const peers = verb === "install" ? await installPeers(names, { log }) : await listPeers();
  process.stdout.write(`${table(Object.values(peers))}\n`);
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s, cache ${cacheDirectory()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function isPeerName(word: string): word is PeerName {
  return (peerNames as readonly string[]).includes(word);
}

function table(peers: readonly Peer[]): string {
  const rows = peers.map((peer) => [
    peer.name,
    peer.version,
    peer.seconds.toFixed(1),
    peer.cached ? "cached" : "installed",
    peer.command,
  ]);
  const all = [["name", "version", "seconds", "state", "command"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
