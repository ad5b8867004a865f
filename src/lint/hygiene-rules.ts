import type { RuleEntry } from "./rule.ts";

/** The rules about what an image should not carry or be, by id. P5042 is judged where the Dockerfile is read. */
export const hygieneRules: readonly RuleEntry[] = [
  {
    id: "P5040",
    title: "Container that runs as root",
    severity: "warning",
    why: "Whoever breaks into a process of root can do in the container, and often on the host, what root can.",
  },
  {
    id: "P5041",
    title: "Missing health check",
    severity: "warning",
    why: "canary-gate and a device's own rollback need to know whether the app works, not only whether it runs.",
  },
  {
    id: "P5042",
    title: "Base image that is not pinned",
    severity: "error",
    why: "A tag moves: the next build may have another base than the one that was tested.",
  },
  {
    id: "P5050",
    title: "Private key in a layer",
    severity: "error",
    why: "Whoever can pull the image has the key, on every device the same, and deleting the file in a later layer does not take it out.",
  },
  {
    id: "P5051",
    title: "Access token in a layer",
    severity: "error",
    why: "Whoever can pull the image can use the token; deleting the file in a later layer does not take it out.",
  },
  {
    id: "P5052",
    title: "Stored login in a layer",
    severity: "error",
    why: "Files such as .npmrc, .netrc and Docker's config.json hold passwords; they belong in a secret mount of the build.",
  },
  {
    id: "P5053",
    title: "Secret in the image config",
    severity: "error",
    why: "Environment, labels and build history are part of the image: everybody who can pull it can read them.",
  },
  {
    id: "P5054",
    title: "Variable that should hold a secret",
    severity: "warning",
    why: "A variable named like a secret has a fixed value in the image; secrets are given when the container starts.",
  },
  {
    id: "P5055",
    title: "Set-user-ID or set-group-ID program",
    severity: "warning",
    why: "It runs with its owner's rights whoever starts it: a fault in it raises an attacker's rights.",
  },
  {
    id: "P5056",
    title: "Program with file capabilities",
    severity: "warning",
    why: "It gets rights of root when anybody starts it.",
  },
  {
    id: "P5057",
    title: "File that everybody can write to",
    severity: "warning",
    why: "Any process in the container can change it, and so what others read or run.",
  },
];
