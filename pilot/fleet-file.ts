import { stringify } from "yaml";
import type { RingLayout } from "./layout.ts";

/** The pilot's fleet.yaml: the same file that a team writes, with soaks of seconds in place of hours. */
export function fleetFile(fleet: string, rings: readonly RingLayout[]): string {
  const document = {
    "schema-version": 1,
    fleet,
    rings: rings.map((ring) => ({
      name: ring.name,
      devices: ring.devices,
      soak: "8s",
      deadline: "3m",
      "min-coverage": 0.75,
    })),
    gates: [
      {
        name: "errors",
        type: "ratio",
        bad: "pi5_inference_errors_total",
        total: "pi5_inference_requests_total",
        limit: 0.03,
      },
      {
        name: "latency-p95",
        type: "quantile",
        histogram: "pi5_inference_duration_seconds",
        quantile: 0.95,
        limit: 0.3,
      },
    ],
    delivery: ["kustomize"],
  };
  return stringify(document, { lineWidth: 110, flowCollectionPadding: false });
}
