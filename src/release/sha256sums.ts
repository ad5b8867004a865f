import type { Release } from "../schema/generated/release.js";

/** Lines for `sha256sum -c` over the files of a release's models: stock tools on a device can check them. */
export function sha256sums(release: Pick<Release, "models">): string {
  return release.models
    .flatMap((model) =>
      model.files.map((file) => ({
        hex: file.sha256,
        path: model.kind === "tree" ? `${model.name}/${file.path}` : file.path,
      })),
    )
    .map(({ hex, path }) => `${hex}  ${path}\n`)
    .join("");
}
