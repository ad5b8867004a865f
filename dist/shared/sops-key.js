import "./rolldown-runtime.js";
import { t as isRecord } from "./json-members.js";
import { t as signingFaults } from "./faults6.js";

// src/signing/sops-key.ts
const largestKey = 131072;
const otherRecipients = [
	"kms",
	"gcp_kms",
	"azure_kv",
	"hc_vault",
	"hckms",
	"pgp",
	"key_groups"
];
/**
* Decrypts a key file that SOPS encrypted as a whole for age recipients, by the `sops` on PATH. The file is checked first, so that
* nothing but age is tried. The plain text is masked. Throws SIGNING_SOPS_UNUSABLE or SIGNING_SOPS_FAILED.
*/
async function openSopsKey(file, ageIdentity, { processes, secrets }) {
	checkFile(file);
	if (await processes.find("sops") === void 0) throw failed(file, "sops is not on PATH", "install a current sops in a step before this one");
	if (ageIdentity !== void 0) secrets.add(ageIdentity);
	const { code, stdout, stderr } = await processes.run({
		command: "sops",
		arguments: ["decrypt", ...[
			"--input-type",
			"binary",
			"--output-type",
			"binary"
		]],
		input: file.bytes,
		...ageIdentity === void 0 ? {} : { environment: { SOPS_AGE_KEY: ageIdentity } },
		timeoutMs: 6e4,
		outputLimit: largestKey
	});
	if (code !== 0) throw failed(file, `sops ended with ${code}: ${secrets.mask(stderr).replaceAll(/\s+/g, " ").trim().slice(0, 400)}`, "give the age identity that belongs to one of the file's recipients as signing-key-age-identity");
	const text = stdout.toString("utf8");
	secrets.add(text);
	return text;
}
function checkFile({ name, bytes }) {
	const refuse = (why) => signingFaults.fault("SIGNING_SOPS_UNUSABLE", `${name} ${why}`, { where: name });
	let file;
	try {
		file = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		throw refuse("is not JSON: SOPS encrypts a key file as a whole with --input-type binary");
	}
	const about = isRecord(file) ? file["sops"] : void 0;
	if (!isRecord(file) || !isRecord(about) || typeof file["data"] !== "string") throw refuse("is no file that SOPS encrypted with --input-type binary");
	const others = otherRecipients.filter((kind) => {
		const recipients = about[kind];
		return recipients !== void 0 && recipients !== null && !(Array.isArray(recipients) && recipients.length === 0);
	});
	if (others.length > 0) throw refuse(`is encrypted for ${others.join(", ")} too, and only age recipients are supported`);
	const { age } = about;
	if (!Array.isArray(age) || age.length === 0) throw refuse("is encrypted for no age recipient");
}
function failed({ name }, why, next) {
	return signingFaults.fault("SIGNING_SOPS_FAILED", `${name} cannot be decrypted: ${why}`, {
		where: name,
		next
	});
}

export { openSopsKey };