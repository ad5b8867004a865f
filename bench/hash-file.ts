// A process of its own for the bench: hashes one file as the resolver of models does.
import { createReadStream } from "node:fs";
import { hashStream } from "../src/models/hashing.ts";

const file = process.argv[2] ?? "";
const { sha256, md5 } = await hashStream(createReadStream(file), {}, file);
process.stdout.write(`${sha256} ${md5}\n`);
