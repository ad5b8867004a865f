import "./rolldown-runtime.js";
import { t as modelFaults } from "./faults5.js";
import { n as parseRelativePath } from "./names.js";
import { i as readBounded, r as containPath, t as codeOf } from "./files.js";
import { n as openGit } from "./git.js";
import { i as isFault } from "./fault.js";
import { t as digestFromHex } from "./digest.js";
import { t as require_dist } from "./dist3.js";
import { t as isRecord } from "./json-members.js";
import "./clock.js";
import { n as retry, r as retryAfterMs, t as fewTries } from "./retry.js";
import { createHash, randomBytes } from "node:crypto";
import { open, stat } from "node:fs/promises";
import path from "node:path";
import { createReadStream } from "node:fs";
import path$1 from "node:path/posix";

// src/models/reference.ts
/** Schemes that the grammar knows and no reader serves yet. */
const otherSchemes = /* @__PURE__ */ new Set([
	"gto",
	"mlflow",
	"models",
	"runs",
	"hf",
	"oci",
	"wandb",
	"https",
	"http"
]);
const revisionGrammar = /^[A-Za-z0-9][A-Za-z0-9._/+#!@^~-]{0,254}$/;
const remoteGrammar = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/;
const longest = 1024;
/**
* Reads `dvc://path[@rev][?remote=name]` or `file:path`. Throws MODEL_REF_INVALID, PATH_UNSAFE, or MODEL_REF_UNSUPPORTED for
* a scheme of another registry.
*/
function parseModelReference(text) {
	const requested = text.trim();
	const scheme = /^([a-z][a-z0-9+.-]*):/.exec(requested)?.[1];
	if (requested.length > longest || scheme === void 0) throw invalid$1(requested, "write dvc://path[@revision] or file:path");
	if (scheme === "file") return {
		scheme,
		requested,
		path: readPath(requested.slice(5), requested)
	};
	if (scheme === "dvc") return readDvc(requested);
	if (otherSchemes.has(scheme)) throw modelFaults.fault("MODEL_REF_UNSUPPORTED", `${requested}: models of ${scheme} cannot be read yet`, {
		where: requested,
		next: "track the file with DVC (dvc://path@revision) or check it out (file:path)"
	});
	throw invalid$1(requested, `${scheme} is no scheme of a model reference`);
}
function readDvc(requested) {
	const rest = /^dvc:\/\/([^?]+)(?:\?(.*))?$/.exec(requested);
	if (rest?.[1] === void 0) throw invalid$1(requested, "write dvc://path[@revision]");
	const located = rest[1];
	const mark = located.lastIndexOf("@");
	const revision = mark < 0 ? void 0 : decode(located.slice(mark + 1), requested);
	if (revision !== void 0 && (!revisionGrammar.test(revision) || revision.includes(".."))) throw invalid$1(requested, `${JSON.stringify(revision)} is no git revision that is accepted here`);
	return {
		scheme: "dvc",
		requested,
		path: readPath(decode(mark < 0 ? located : located.slice(0, mark), requested), requested),
		revision,
		remote: rest[2] === void 0 ? void 0 : readRemote(rest[2], requested)
	};
}
function readPath(path, requested) {
	return parseRelativePath(path.replace(/^(?:\.\/)+/, ""), requested);
}
function readRemote(query, requested) {
	const [name, value, ...more] = query.split(/[=&]/);
	if (name === "repo") throw modelFaults.fault("MODEL_REF_UNSUPPORTED", `${requested}: models of other repositories cannot be read yet`, { where: requested });
	if (name !== "remote" || value === void 0 || more.length > 0 || !remoteGrammar.test(value)) throw invalid$1(requested, "the only option is ?remote=name");
	return value;
}
function decode(text, requested) {
	try {
		return decodeURIComponent(text);
	} catch {
		throw invalid$1(requested, "it holds a % that starts no escape");
	}
}
function invalid$1(requested, why) {
	return modelFaults.fault("MODEL_REF_INVALID", `${JSON.stringify(requested.slice(0, 200))} is not a model reference: ${why}`, { where: requested.slice(0, 200) });
}

// src/models/sources/dvc-config.ts
const largestConfig = 262144;
/**
* Reads one level of DVC's configuration: the INI form of ConfigObj as far as DVC writes it, `['remote "name"']` included.
* Throws DVC_FILE_INVALID with the line.
*/
function readDvcConfig(bytes, name) {
	const refuse = (line, why) => modelFaults.fault("DVC_FILE_INVALID", `${name}:${line}: ${why}`, { where: `${name}:${line}` });
	if (bytes.length > largestConfig) throw refuse(1, `it is larger than ${largestConfig} bytes`);
	const sections = /* @__PURE__ */ new Map();
	let section;
	for (const [index, raw] of Buffer.from(bytes).toString("utf8").split(/\r?\n/).entries()) {
		const line = raw.trim();
		if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
		const header = /^\[\s*(?:'([^']*)'|"([^"]*)"|([^'"\]]*(?:"[^"]*")?))\s*\](?:\s*#.*)?$/.exec(line);
		if (header !== null) {
			const title = sectionName(header[1] ?? header[2] ?? header[3] ?? "");
			section = sections.get(title) ?? /* @__PURE__ */ new Map();
			sections.set(title, section);
			continue;
		}
		const setting = /^([A-Za-z0-9_.-]+)\s*=\s*(.*)$/.exec(line);
		if (setting?.[1] === void 0 || setting[2] === void 0 || section === void 0) throw refuse(index + 1, "is neither a section nor a setting");
		if (/^(?:'''|""")/.test(setting[2])) throw refuse(index + 1, "values of several lines are not read");
		section.set(setting[1].toLowerCase(), unquote(setting[2]));
	}
	return sections;
}
function sectionName(text) {
	const named = /^(remote|machine|db)\s*"(.*)"$/i.exec(text.trim());
	return named?.[1] === void 0 ? text.trim().toLowerCase() : `${named[1].toLowerCase()} "${named[2] ?? ""}"`;
}
function unquote(text) {
	const quoted = /^(?:"([^"]*)"|'([^']*)')(?:\s*#.*)?$/.exec(text);
	return quoted === null ? text.replace(/\s+#.*$/, "").trim() : quoted[1] ?? quoted[2] ?? "";
}
/** Lays one level over another: later settings win one by one. */
function overlayConfig(below, above) {
	const merged = new Map(below);
	for (const [section, settings] of above) merged.set(section, new Map([...below.get(section) ?? [], ...settings]));
	return merged;
}
/** The settings of a remote, or undefined when it is not configured. */
function remoteSettings(config, name) {
	return config.get(`remote "${name}"`);
}

// src/models/sources/dvc-file.ts
var import_dist = require_dist();
const largestFile = 65536;
/**
* Reads a .dvc file that tracks a single file. `pointer` is its path in the repository. The failsafe schema keeps every scalar
* as text: YAML's core schema reads some MD5 sums as numbers. Throws DVC_FILE_INVALID or DVC_OUTPUT_UNSUPPORTED.
*/
function readDvcFile(bytes, pointer) {
	const root = record(parse(bytes, pointer), pointer, "it");
	const unsupported = (why) => modelFaults.fault("DVC_OUTPUT_UNSUPPORTED", `${pointer} ${why}`, { where: pointer });
	const outs = root["outs"];
	if (!Array.isArray(outs) || outs.length === 0) throw invalid(pointer, "it has no outs");
	if (outs.length > 1) throw unsupported("tracks more than one output");
	const out = record(outs[0], pointer, "its output");
	const text = (name) => {
		const value = out[name];
		if (value === void 0 || typeof value === "string") return value;
		throw invalid(pointer, `${name} of its output is not a text`);
	};
	if (hasRepository(root["deps"])) throw unsupported("is an import: its bytes are in another repository's remote");
	const md5 = text("md5");
	if (md5?.endsWith(".dir") === true) throw unsupported("tracks a folder; only single files can be released yet");
	if (md5 === void 0 && (out["etag"] !== void 0 || out["cloud"] !== void 0 || out["files"] !== void 0)) throw unsupported("is of a version-aware remote, which has no content addresses");
	if (md5 === void 0 || !/^[0-9a-f]{32}$/.test(md5)) throw invalid(pointer, "its md5 is not 32 hex digits");
	if (text("hash") === void 0) throw unsupported("was written by DVC 2, whose MD5 is not of the bytes: run dvc add again with DVC 3");
	if (text("hash") !== "md5") throw unsupported(`uses the hash ${JSON.stringify(text("hash"))}`);
	if (text("cache") === "false" || text("push") === "false") throw unsupported("is not kept in a remote (cache or push is false)");
	const outPath = text("path");
	if (outPath === void 0) throw invalid(pointer, "its output has no path");
	const workingDirectory = typeof root["wdir"] === "string" ? root["wdir"] : ".";
	return {
		md5,
		size: readSize(text("size"), pointer),
		path: path$1.join(path$1.dirname(pointer), workingDirectory, outPath),
		remote: text("remote")
	};
}
function parse(bytes, pointer) {
	if (bytes.length > largestFile) throw invalid(pointer, `it is larger than ${largestFile} bytes`);
	const document = (0, import_dist.parseDocument)(Buffer.from(bytes).toString("utf8"), {
		schema: "failsafe",
		uniqueKeys: true,
		strict: true,
		prettyErrors: false
	});
	const problem = document.errors[0];
	if (problem !== void 0) throw invalid(pointer, problem.message);
	try {
		return document.toJS({ maxAliasCount: 0 });
	} catch (error) {
		throw invalid(pointer, "it uses an alias", error);
	}
}
function record(value, pointer, what) {
	if (isRecord(value)) return value;
	throw invalid(pointer, `${what} is not a mapping`);
}
function hasRepository(deps) {
	return Array.isArray(deps) && deps.some((dep) => typeof dep === "object" && dep !== null && "repo" in dep);
}
function readSize(text, pointer) {
	if (text === void 0) return void 0;
	if (/^[0-9]{1,15}$/.test(text)) return Number(text);
	throw invalid(pointer, "its size is not a number of bytes");
}
function invalid(pointer, why, cause) {
	return modelFaults.fault("DVC_FILE_INVALID", `${pointer} is not a .dvc file: ${why}`, {
		where: pointer,
		cause
	});
}

// src/models/hashing.ts
/** No model for a Raspberry Pi is larger, and no answer of a server may be. */
const largestModel = 16 * 1024 ** 3;
/** Passes a stream on while it counts and hashes it in one go; more bytes than expected end it with MODEL_SIZE_MISMATCH. */
async function hashStream(stream, expected, what, pass = async () => {}) {
	const sha256 = createHash("sha256");
	const md5 = createHash("md5");
	const limit = expected.size ?? largestModel;
	let size = 0;
	for await (const chunk of stream) {
		size += chunk.length;
		if (size > limit) throw sizeFault(what, `more than ${limit} bytes`, expected);
		sha256.update(chunk);
		if (expected.md5 !== void 0) md5.update(chunk);
		await pass(chunk);
	}
	return {
		size,
		sha256: sha256.digest("hex"),
		md5: expected.md5 === void 0 ? "" : md5.digest("hex")
	};
}
/** Throws MODEL_SIZE_MISMATCH or MODEL_DIGEST_MISMATCH when hashes are not those that were expected. */
function requireExpected(hashes, expected, what) {
	if (expected.size !== void 0 && hashes.size !== expected.size) throw sizeFault(what, `${hashes.size} bytes`, expected);
	if (expected.md5 !== void 0 && hashes.md5 !== expected.md5) throw modelFaults.fault("MODEL_DIGEST_MISMATCH", `${what}: its .dvc file says md5 ${expected.md5}, the bytes have ${hashes.md5}`, {
		where: what,
		next: "push the right bytes with dvc push, or find out who changed the remote"
	});
}
function sizeFault(what, actual, expected) {
	const wanted = expected.size === void 0 ? `at most ${largestModel} bytes are read` : `expected ${expected.size} bytes`;
	return modelFaults.fault("MODEL_SIZE_MISMATCH", `${what} has ${actual}; ${wanted}`, { where: what });
}

// src/models/sources/dvc-remote.ts
const harmless = /* @__PURE__ */ new Set([
	"url",
	"jobs",
	"verify",
	"read_timeout",
	"connect_timeout",
	"user",
	"password",
	"auth",
	"custom_auth_header",
	"method"
]);
/** Opens a remote by its settings. `dvcFolder` is the absolute path of `.dvc`, which relative URLs start from. */
function openStore(name, settings, dvcFolder, secrets) {
	const unsupported = (why) => modelFaults.fault("DVC_REMOTE_UNSUPPORTED", `the DVC remote ${name} ${why}`, {
		where: name,
		next: "local folders and http(s) remotes can be read"
	});
	const url = settings.get("url");
	if (url === void 0 || url === "") throw unsupported("has no url");
	for (const [setting, value] of settings) if (!harmless.has(setting) && !(value === "false" && (setting === "worktree" || setting === "version_aware"))) throw unsupported(`has the setting ${setting}, which is not understood`);
	const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(url)?.[1]?.toLowerCase();
	if (scheme === void 0) return {
		kind: "local",
		root: path.resolve(dvcFolder, url)
	};
	if (scheme === "file") return {
		kind: "local",
		root: path.resolve("/", decodeURIComponent(new URL(url).pathname))
	};
	if (scheme !== "http" && scheme !== "https") throw unsupported(`is of the kind ${scheme}`);
	if (!URL.canParse(url)) throw unsupported("has an url that cannot be read");
	const root = new URL(url.endsWith("/") ? url : `${url}/`);
	if (root.username !== "" || root.password !== "") throw unsupported("has a password in its url: put user and password into .dvc/config.local");
	return {
		kind: "http",
		root,
		headers: authorization(settings, unsupported, secrets)
	};
}
function authorization(settings, unsupported, secrets) {
	const auth = settings.get("auth");
	const password = settings.get("password");
	if (password !== void 0) secrets.add(password);
	if (auth === void 0) return {};
	if (auth === "basic") {
		const token = Buffer.from(`${settings.get("user") ?? ""}:${password ?? ""}`).toString("base64");
		secrets.add(token);
		return { authorization: `Basic ${token}` };
	}
	const header = settings.get("custom_auth_header");
	if (auth === "custom" && header !== void 0 && password !== void 0 && /^[A-Za-z0-9-]+$/.test(header)) return { [header.toLowerCase()]: password };
	throw unsupported(`uses the authentication ${auth}`);
}
/** The path of an object in DVC 3's layout. */
function objectPath(md5) {
	return `files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
}
/** Hashes an object in a folder, or gives undefined when it is not there. DVC trusts its cache; this reads every byte. */
async function hashLocal(root, expected) {
	const file = path.join(root, objectPath(expected.md5));
	try {
		if (!(await stat(file)).isFile()) return void 0;
	} catch (error) {
		if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return void 0;
		throw modelFaults.fault("DVC_REMOTE_FAILED", `${file} cannot be read: ${codeOf(error)}`, {
			where: file,
			cause: error
		});
	}
	const hashes = await hashStream(createReadStream(file), expected, file);
	requireExpected(hashes, expected, file);
	return hashes;
}
/**
* Downloads an object into `file` and hashes it in the same pass; nothing is believed. A broken download is tried again, wrong
* bytes once more past every cache, then MODEL_SIZE_MISMATCH or MODEL_DIGEST_MISMATCH stand.
*/
async function download(store, expected, file, ports) {
	let wrongOnce = false;
	return retry(fewTries, ports.clock, ports.random, async () => {
		try {
			const response = await request(store, objectPath(expected.md5), wrongOnce, ports.http);
			if (response.status === 200) return {
				done: true,
				value: await receive(response, expected, file)
			};
			await response.discard();
			if (response.status === 404 || response.status === 410) return {
				done: true,
				value: void 0
			};
			const error = modelFaults.fault("DVC_REMOTE_FAILED", `${store.root.host} answered ${response.status}`, { where: store.root.host });
			if (response.status !== 429 && response.status < 500) throw error;
			return {
				done: false,
				error,
				waitMs: retryAfterMs(response.header("retry-after"), ports.clock.now())
			};
		} catch (error) {
			const wrong = isFault(error, "MODEL_DIGEST_MISMATCH", "MODEL_SIZE_MISMATCH");
			if (!isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT") && (!wrong || wrongOnce)) throw error;
			wrongOnce ||= wrong;
			return {
				done: false,
				error
			};
		}
	});
}
async function request(store, object, fresh, http) {
	let url = new URL(object, store.root);
	for (let hops = 0;; hops += 1) {
		const response = await http.send({
			method: "GET",
			url,
			headers: {
				"accept-encoding": "identity",
				...fresh ? { "cache-control": "no-cache" } : {},
				...url.origin === store.root.origin ? store.headers : {}
			}
		});
		const location = response.header("location");
		if (response.status < 300 || response.status >= 400 || location === void 0) return response;
		await response.discard();
		if (hops >= 5 || !URL.canParse(location, url.href)) throw modelFaults.fault("DVC_REMOTE_FAILED", `${store.root.host} redirects without end`, { where: store.root.host });
		url = new URL(location, url);
	}
}
async function receive(response, expected, file) {
	const handle = await open(file, "w", 384);
	try {
		const what = new URL(response.url);
		const name = `${what.origin}${what.pathname}`;
		const hashes = await hashStream(response.stream(), expected, name, async (chunk) => {
			await handle.writeFile(chunk);
		});
		requireExpected(hashes, expected, name);
		return hashes;
	} finally {
		await handle.close();
	}
}

// src/models/sources/dvc.ts
/** Resolves a DVC-tracked file at a commit and hashes its bytes from the local cache or its remote. DVC itself is not needed. */
async function resolveDvc(reference, ports) {
	return (await locateDvc(reference, ports)).model;
}
/** The same, with the file that holds the bytes that were hashed; it stays there until the run ends. */
async function locateDvc(reference, ports) {
	const git = openGit(ports.processes, ports.workspace);
	const prefix = (await git.run(["rev-parse", "--show-prefix"])).toString("utf8").trim();
	const commit = await resolveCommit(git, reference);
	const pointer = `${prefix}${reference.path}.dvc`;
	const tree = git.tree(commit);
	const bytes = await tree.read(pointer);
	if (bytes === void 0) throw modelFaults.fault("MODEL_REF_NOT_FOUND", `there is no ${pointer} at ${commit.slice(0, 12)}`, {
		where: reference.requested,
		next: "only outputs with a .dvc file of their own can be released yet: dvc add"
	});
	if (reference.revision === void 0) await requireUnchanged(git, reference);
	const output = readDvcFile(bytes, pointer);
	if (output.path !== `${prefix}${reference.path}`) throw modelFaults.fault("DVC_FILE_INVALID", `${pointer} tracks ${output.path}`, { where: pointer });
	const root = await findDvcRoot(tree, pointer);
	const top = (await git.run(["rev-parse", "--show-toplevel"])).toString("utf8").replace(/\n$/, "");
	const dvcFolder = path.join(top, root, ".dvc");
	const config = await readLevels(tree, root, dvcFolder);
	const remote = reference.remote ?? output.remote ?? config.get("core")?.get("remote");
	const { hashes, from, file } = await obtain(output, config, dvcFolder, remote, ports);
	ports.log.info(`${reference.requested}: ${hashes.size} bytes from ${from}, md5 and size as ${pointer} says`);
	return {
		model: {
			name: path.posix.basename(output.path),
			kind: "file",
			digest: digestFromHex(hashes.sha256),
			size: hashes.size,
			files: [{
				path: path.posix.basename(output.path),
				size: hashes.size,
				sha256: hashes.sha256,
				md5: output.md5
			}],
			ref: {
				requested: reference.requested,
				mutable: !/^[0-9a-f]{40}$/.test(reference.revision ?? "")
			},
			source: {
				type: "dvc",
				path: output.path,
				pointer,
				commit,
				md5: output.md5,
				remote: remote ?? "local-cache"
			}
		},
		file
	};
}
async function resolveCommit(git, reference) {
	try {
		return await git.resolve(reference.revision ?? "HEAD");
	} catch (error) {
		if (!isFault(error, "GIT_FAILED")) throw error;
		throw modelFaults.fault("MODEL_REF_NOT_FOUND", `${reference.requested}: git knows no commit ${JSON.stringify(reference.revision ?? "HEAD")} here`, {
			where: reference.requested,
			next: "check out with fetch-depth: 0 and fetch-tags: true",
			cause: error
		});
	}
}
async function requireUnchanged(git, reference) {
	if ((await git.run([
		"status",
		"--porcelain",
		"--",
		`:(literal)${reference.path}.dvc`
	])).length === 0) return;
	throw modelFaults.fault("DVC_POINTER_CHANGED", `${reference.path}.dvc differs from the commit that the release would name`, {
		where: `${reference.path}.dvc`,
		next: "commit it, or name a revision: dvc://path@revision"
	});
}
async function findDvcRoot(tree, pointer) {
	for (let folder = path.posix.dirname(pointer);; folder = path.posix.dirname(folder)) {
		if (await tree.read(path.posix.join(folder, ".dvc/config")) !== void 0) return folder;
		if (folder === "." || folder === "/") throw modelFaults.fault("MODEL_REF_NOT_FOUND", `no .dvc/config above ${pointer} at ${tree.commit.slice(0, 12)}`, { where: pointer });
	}
}
async function readLevels(tree, root, dvcFolder) {
	const name = path.posix.join(root, ".dvc/config");
	const committed = readDvcConfig(await tree.read(name) ?? /* @__PURE__ */ new Uint8Array(), name);
	try {
		const local = await readBounded(await containPath(dvcFolder, "config.local"), 262144);
		return overlayConfig(committed, readDvcConfig(local, `${name}.local`));
	} catch (error) {
		if (isFault(error, "FILE_MISSING") || error instanceof Error && "code" in error && error.code === "ENOENT") return committed;
		throw error;
	}
}
async function obtain(output, config, dvcFolder, remote, ports) {
	const cache = path.resolve(dvcFolder, config.get("cache")?.get("dir") ?? "cache");
	const object = objectPath(output.md5);
	const cached = await fromCache(output, cache, ports.log);
	if (cached !== void 0) return {
		hashes: cached,
		from: "DVC's cache",
		file: path.join(cache, object)
	};
	if (remote === void 0) throw modelFaults.fault("DVC_REMOTE_MISSING", `no remote is set for ${output.path}`, {
		where: output.path,
		next: "dvc remote add -d NAME URL"
	});
	const settings = remoteSettings(config, remote);
	if (settings === void 0) throw modelFaults.fault("DVC_REMOTE_MISSING", `the DVC remote ${remote} is not configured`, { where: remote });
	const store = openStore(remote, settings, dvcFolder, ports.secrets);
	const file = store.kind === "local" ? path.join(store.root, object) : path.join(ports.temporary, `model-${randomBytes(6).toString("hex")}`);
	const hashes = store.kind === "local" ? await hashLocal(store.root, output) : await download(store, output, file, ports);
	if (hashes !== void 0) return {
		hashes,
		from: `the remote ${remote}`,
		file
	};
	throw modelFaults.fault("DVC_OBJECT_MISSING", `the remote ${remote} does not hold ${output.path} (${output.md5})`, {
		where: output.path,
		next: "dvc push, then run this again"
	});
}
async function fromCache(output, root, log) {
	try {
		return await hashLocal(root, output);
	} catch (error) {
		if (!isFault(error, "MODEL_DIGEST_MISMATCH", "MODEL_SIZE_MISMATCH")) throw error;
		log.warning(`${error.message}; reading the remote`);
		return;
	}
}

// src/models/sources/file.ts
const pointerStart = Buffer.from("version https://git-lfs.github.com/spec/");
/** Hashes a file of the workspace. Symbolic links that lead out, folders, empty files and Git LFS pointers are refused. */
async function resolveFile(reference, workspace) {
	const unusable = (why, next) => modelFaults.fault("MODEL_FILE_UNUSABLE", `${reference.path} ${why}`, {
		where: reference.requested,
		next
	});
	const file = await containPath(workspace, reference.path);
	const handle = await open(file, "r").catch((error) => {
		throw modelFaults.fault("MODEL_REF_NOT_FOUND", `${reference.path} cannot be read`, {
			where: reference.requested,
			cause: error
		});
	});
	try {
		const facts = await handle.stat();
		if (!facts.isFile()) throw unusable("is not a regular file");
		if (facts.size === 0) throw unusable("is empty");
		const start = Buffer.alloc(pointerStart.length);
		await handle.read(start, 0, start.length, 0);
		if (start.equals(pointerStart)) throw unusable("is a Git LFS pointer, not the model", "check out with lfs: true");
		const hashes = await hashStream(handle.createReadStream({
			start: 0,
			autoClose: false
		}), {}, reference.path);
		const name = path.posix.basename(reference.path);
		return {
			name,
			kind: "file",
			digest: digestFromHex(hashes.sha256),
			size: hashes.size,
			files: [{
				path: name,
				size: hashes.size,
				sha256: hashes.sha256
			}],
			ref: {
				requested: reference.requested,
				mutable: true
			},
			source: {
				type: "file",
				path: reference.path
			}
		};
	} finally {
		await handle.close();
	}
}

// src/models/resolve.ts
/**
* Resolves references to models whose every byte was hashed, sorted by name. All references are parsed before any is read.
* Throws the faults of this folder; nothing is ever taken on trust from a registry.
*/
async function resolveModels(references, ports) {
	const parsed = references.map(parseModelReference);
	const models = [];
	for (const reference of parsed) {
		const model = reference.scheme === "dvc" ? await resolveDvc(reference, ports) : await resolveFile(reference, ports.workspace);
		if (models.some(({ name }) => name === model.name)) throw modelFaults.fault("MODEL_TWICE", `two models are called ${model.name}`, { where: reference.requested });
		models.push(model);
	}
	return models.sort((left, right) => Buffer.compare(Buffer.from(left.name), Buffer.from(right.name)));
}
/** One model with the file on this machine that holds its bytes, for those who put it somewhere. Throws like resolveModels. */
async function locateModel(reference, ports) {
	const parsed = parseModelReference(reference);
	if (parsed.scheme === "dvc") return locateDvc(parsed, ports);
	return {
		model: await resolveFile(parsed, ports.workspace),
		file: path.join(ports.workspace, parsed.path)
	};
}

export { resolveModels as n, locateModel as t };