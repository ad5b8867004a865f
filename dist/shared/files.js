import { t as ioFaults } from "./faults3.js";
import { randomBytes } from "node:crypto";
import { mkdir, open, realpath, rename, rm } from "node:fs/promises";
import path from "node:path";

// src/io/files.ts
/**
* The absolute path of something below a root, after all symbolic links are resolved. The last part need not exist.
* Throws PATH_OUTSIDE when it leads out, FILE_MISSING when its folder is not there.
*/
async function containPath(root, relative) {
	const realRoot = await realpath(root);
	const resolved = await resolveExisting(path.resolve(realRoot, relative), relative);
	if (resolved === realRoot || resolved.startsWith(`${realRoot}${path.sep}`)) return resolved;
	throw ioFaults.fault("PATH_OUTSIDE", `${relative} leads out of ${root}`, { where: relative });
}
async function resolveExisting(wanted, relative) {
	try {
		return await realpath(wanted);
	} catch (error) {
		if (codeOf(error) !== "ENOENT") throw ioFaults.fault("FILE_UNREADABLE", `${relative} cannot be resolved: ${codeOf(error)}`, {
			where: relative,
			cause: error
		});
	}
	try {
		return path.join(await realpath(path.dirname(wanted)), path.basename(wanted));
	} catch (error) {
		throw ioFaults.fault("FILE_MISSING", `${relative}: its folder does not exist`, {
			where: relative,
			cause: error
		});
	}
}
/** Reads a regular file of at most `limit` bytes. Throws FILE_MISSING, FILE_TOO_LARGE or FILE_UNREADABLE. */
async function readBounded(file, limit) {
	let handle;
	try {
		handle = await open(file, "r");
		const facts = await handle.stat();
		if (!facts.isFile()) throw ioFaults.fault("FILE_UNREADABLE", `${file} is not a regular file`, { where: file });
		if (facts.size > limit) throw tooLarge(file, limit);
		const buffer = Buffer.alloc(limit + 1);
		let length = 0;
		for (;;) {
			const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
			length += bytesRead;
			if (bytesRead === 0) return buffer.subarray(0, length);
			if (length > limit) throw tooLarge(file, limit);
		}
	} catch (error) {
		if (codeOf(error) === "ENOENT") throw ioFaults.fault("FILE_MISSING", `${file} does not exist`, {
			where: file,
			cause: error
		});
		if (error instanceof Error && "syscall" in error) throw ioFaults.fault("FILE_UNREADABLE", `${file} cannot be read: ${error.message}`, {
			where: file,
			cause: error
		});
		throw error;
	} finally {
		await handle?.close();
	}
}
function tooLarge(file, limit) {
	return ioFaults.fault("FILE_TOO_LARGE", `${file} is larger than ${limit} bytes`, { where: file });
}
/** Writes a file whole or not at all: to a temporary neighbour, synced, then renamed over. Makes the folders above it. */
async function writeAtomic(file, bytes, mode = 420) {
	await mkdir(path.dirname(file), { recursive: true });
	const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
	try {
		const handle = await open(temporary, "wx", mode);
		try {
			await handle.writeFile(bytes);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, file);
	} catch (error) {
		await rm(temporary, { force: true });
		throw ioFaults.fault("FILE_UNREADABLE", `${file} cannot be written: ${error instanceof Error ? error.message : "unknown error"}`, {
			where: file,
			cause: error
		});
	}
}
/** The code of a system error, such as ENOENT, or an empty text. */
function codeOf(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

export { writeAtomic as i, containPath as n, readBounded as r, codeOf as t };