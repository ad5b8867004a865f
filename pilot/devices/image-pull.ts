import { createHash } from "node:crypto";
import type { Http } from "../../src/io/http.ts";

type ImageManifest = {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string }[];
};

/**
 * Pulls an image by digest and checks every byte's digest, as a container engine does. What is already in `present` is not
 * fetched again; a pull that is cut off keeps the blobs that were whole.
 */
export async function pullImage(
  http: Http,
  image: { readonly repository: string; readonly digest: string },
  present: Set<string>,
  checkpoint: () => Promise<void>,
): Promise<number> {
  const slash = image.repository.indexOf("/");
  const base = `http://${image.repository.slice(0, slash)}/v2/${image.repository.slice(slash + 1)}`;
  const response = await http.send({
    method: "GET",
    url: `${base}/manifests/${image.digest}`,
    headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
  });
  const bytes = await response.bytes(4_000_000);
  requireDigest(image.digest, createHash("sha256").update(bytes).digest("hex"));
  const manifest = JSON.parse(bytes.toString("utf8")) as ImageManifest;
  let fetched = bytes.length;
  for (const { digest } of [manifest.config, ...manifest.layers]) {
    if (present.has(digest)) continue;
    await checkpoint();
    const blob = await http.send({ method: "GET", url: `${base}/blobs/${digest}` });
    const hash = createHash("sha256");
    for await (const chunk of blob.stream()) {
      hash.update(chunk);
      fetched += chunk.length;
    }
    requireDigest(digest, hash.digest("hex"));
    present.add(digest);
  }
  return fetched;
}

function requireDigest(wanted: string, hex: string): void {
  if (wanted !== `sha256:${hex}`) throw new Error(`pulled sha256:${hex} where ${wanted} was wanted`);
}
