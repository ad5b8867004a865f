// Every difference to syft 1.18.1 that the images of sbom.test.ts show, with its reason. One that no image shows fails.
import type { Difference } from "./purl-comparison.ts";

export const differences: readonly Difference[] = [
  {
    only: "syft",
    pattern: /^generic: /,
    reason:
      "syft knows some programs (node, python) by texts in their bytes; here a package database, a manifest or build information has to name a package",
  },
  {
    only: "syft",
    pattern: /^maven: \S+ -$/,
    reason:
      "syft adds an entry without a version, named after the file, for a jar that says who it is otherwise or says nothing",
  },
  {
    only: "syft",
    pattern: /^maven: org\.eclipse\.jetty\.alpn\.server\/server;singleton:=true /,
    reason: "an OSGi directive behind the symbolic name is no part of an artifact's name",
  },
  {
    only: "ours",
    pattern: /^maven: org\.eclipse\.jetty\.alpn\.server\/server /,
    reason: "the same bundle without the directive",
  },
];
