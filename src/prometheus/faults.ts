import { defineFaults } from "../values/fault.ts";

export const prometheusFaults = defineFaults({
  PROMETHEUS_ADDRESS_WRONG: "There is no Prometheus API at the given address: not found, or a redirect.",
  PROMETHEUS_ANSWER_INVALID:
    "Prometheus, or something in front of it, answered with something that is not its API's answer.",
  PROMETHEUS_DENIED: "Prometheus refused the credentials (401 or 403).",
  PROMETHEUS_QUERY_REFUSED: "Prometheus could not run a query: bad parameter, expression or limit.",
  PROMETHEUS_RANGE_TOO_LONG: "A range query would have more than the 11,000 points that Prometheus accepts.",
  PROMETHEUS_UNREACHABLE: "Prometheus could not be reached, or was not ready, for about a minute.",
});
