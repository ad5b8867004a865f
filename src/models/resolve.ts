import { modelFaults } from "./faults.ts";
import type { Model } from "./model.ts";
import { parseModelReference } from "./reference.ts";
import path from "node:path";
import { type DvcPorts, locateDvc, resolveDvc } from "./sources/dvc.ts";
import { resolveFile } from "./sources/file.ts";

/**
 * Resolves references to models whose every byte was hashed, sorted by name. All references are parsed before any is read.
 * Throws the faults of this folder; nothing is ever taken on trust from a registry.
 */
export async function resolveModels(
  references: readonly string[],
  ports: DvcPorts,
): Promise<readonly Model[]> {
  const parsed = references.map(parseModelReference);
  const models: Model[] = [];
  for (const reference of parsed) {
    const model =
      reference.scheme === "dvc"
        ? await resolveDvc(reference, ports)
        : await resolveFile(reference, ports.workspace);
    if (models.some(({ name }) => name === model.name))
      throw modelFaults.fault("MODEL_TWICE", `two models are called ${model.name}`, {
        where: reference.requested,
      });
    models.push(model);
  }
  return models.sort((left, right) => Buffer.compare(Buffer.from(left.name), Buffer.from(right.name)));
}

/** One model with the file on this machine that holds its bytes, for those who put it somewhere. Throws like resolveModels. */
export async function locateModel(
  reference: string,
  ports: DvcPorts,
): Promise<{ readonly model: Model; readonly file: string }> {
  const parsed = parseModelReference(reference);
  if (parsed.scheme === "dvc") return locateDvc(parsed, ports);
  const model = await resolveFile(parsed, ports.workspace);
  return { model, file: path.join(ports.workspace, parsed.path) };
}
