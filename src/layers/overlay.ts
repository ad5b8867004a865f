/**
 * What is left when layers are put on top of each other (OCI image-spec, "Layer Changesets"): later entries cover earlier ones,
 * `.wh.NAME` deletes, `.wh..wh..opq` empties its folder.
 */
export function overlay<T>(
  bottomUp: readonly (readonly (readonly [path: string, value: T])[])[],
): Map<string, T> {
  const files = new Map<string, T>();
  for (const layer of bottomUp) {
    // Deletions of a layer concern what is below it, whatever its order in the archive.
    for (const [path] of layer) erase(files, path);
    for (const [path, value] of layer) if (!isWhiteout(path)) files.set(path, value);
  }
  return files;
}

function isWhiteout(path: string): boolean {
  return path.slice(path.lastIndexOf("/") + 1).startsWith(".wh.");
}

function erase(files: Map<string, unknown>, path: string): void {
  if (!isWhiteout(path)) return;
  const slash = path.lastIndexOf("/");
  const folder = slash < 0 ? "" : `${path.slice(0, slash)}/`;
  const name = path.slice(slash + 1);
  const target = name === ".wh..wh..opq" ? undefined : `${folder}${name.slice(".wh.".length)}`;
  const below = target === undefined ? folder : `${target}/`;
  for (const file of files.keys()) if (file === target || file.startsWith(below)) files.delete(file);
}
