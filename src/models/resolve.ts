import { modelFaults } from "./faults.ts";
import type { Model } from "./model.ts";
import { parseModelReference } from "./reference.ts";
import { type DvcPorts, resolveDvc } from "./sources/dvc.ts";
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
