import { defineFaults } from "../values/fault.ts";

export const gateFaults = defineFaults({
  GATE_LIMIT_ABOVE_BUCKETS:
    "The limit of a quantile gate is above the last finite bucket of its histogram, so it could never be exceeded.",
  GATE_LIMIT_BELOW_BUCKETS:
    "The limit of a quantile gate is below the first bucket of its histogram, so it could never be proved.",
  GATE_METRIC_MISSING: "A metric that a gate names is nowhere on the Prometheus server.",
  GATE_NOT_HISTOGRAM: "A quantile gate names a metric that is not a classic histogram.",
});
