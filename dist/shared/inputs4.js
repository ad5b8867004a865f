import "./rolldown-runtime.js";
import { b as url, f as line, g as relativePath, i as choice, o as duration, s as flag, t as appName, v as ringName } from "./grammars.js";
import { i as required, n as optional, t as defaulted } from "./input-table.js";
import { t as defineCommand } from "./command.js";
import { t as manifestsInputs } from "./manifests-repository.js";
import { i as signingInputs } from "./signing-inputs.js";

// src/commands/canary-gate/inputs.ts
const inputs = {
	...manifestsInputs,
	app: required(appName, {
		about: "The app that is judged.",
		example: "shelf-counter"
	}),
	ring: required(ringName, {
		about: "The ring that is judged.",
		example: "canary"
	}),
	"prometheus-url": required(url, {
		about: "Address of Prometheus, Thanos, Mimir or VictoriaMetrics, without /api/v1.",
		example: "https://prometheus.example"
	}),
	"prometheus-token": optional(line, {
		about: "Bearer token for Prometheus; with prometheus-user it is the password.",
		example: "${{ secrets.PROMETHEUS_TOKEN }}",
		secret: true
	}),
	"prometheus-user": optional(line, {
		about: "User for basic authentication.",
		example: "1234567"
	}),
	"prometheus-tenant": optional(line, {
		about: "Tenant, sent as X-Scope-OrgID.",
		example: "retail"
	}),
	"prometheus-ca": optional(relativePath, {
		about: "PEM file with the certificate authority of a private Prometheus.",
		example: "certs/prometheus.pem"
	}),
	"prometheus-plain-http": defaulted(flag, "false", {
		about: "Allow plain http to a Prometheus that is not on this machine.",
		example: "true"
	}),
	mode: defaulted(choice(["once", "wait"]), "once", {
		about: "once looks one time; wait looks again until there is a verdict or wait-timeout is over.",
		example: "wait"
	}),
	"wait-timeout": defaulted(duration, "5h", {
		about: "How long mode: wait waits.",
		example: "2h"
	}),
	interval: defaulted(duration, "1m", {
		about: "Time between the looks of mode: wait.",
		example: "5m"
	}),
	act: defaulted(flag, "true", {
		about: "Whether a verdict opens its pull request. Without it the signed verdict is only written to a file.",
		example: "false"
	}),
	merge: defaulted(choice([
		"none",
		"auto",
		"direct"
	]), "none", {
		about: "For promotions: none leaves the pull request to people, auto switches on auto-merge, direct merges when the rules allow it now.",
		example: "auto"
	}),
	"revert-merge": defaulted(choice([
		"none",
		"auto",
		"direct"
	]), "direct", {
		about: "The same for reverts. direct waits for the required checks, up to merge-timeout.",
		example: "none"
	}),
	"merge-timeout": defaulted(duration, "5m", {
		about: "How long revert-merge: direct waits for the required checks.",
		example: "10m"
	}),
	...signingInputs,
	"dry-run": defaulted(flag, "false", {
		about: "Judge and report; sign nothing and write nothing to the manifests repository.",
		example: "true"
	})
};
const outputs = {
	verdict: "promote, revert, continue, hold or inconclusive.",
	reason: "Why, in one line.",
	"pull-request-url": "The pull request that acts on the verdict; empty when there is none.",
	"pull-request-number": "Its number.",
	operation: "created, updated or unchanged.",
	"verdict-path": "Path of the verdict in the manifests repository; empty without a final verdict.",
	"verdict-file": "The verdict as a file of this job, its .sigstore.json beside it; empty when none was signed.",
	"next-check-seconds": "Seconds until another look is worth it; 0 when none is.",
	evidence: "Path of the evidence as JSON; empty when nothing was measured."
};
const command = defineCommand({
	name: "canary-gate",
	summary: "Judge a ring by Prometheus and promote or revert it by pull request.",
	inputs,
	outputs,
	load: async () => (await import("./run2.js")).run
});

export { command as t };