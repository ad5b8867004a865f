import { setImmediate } from "node:timers/promises";
import { deflateSync } from "node:zlib";
import { readElf } from "../../src/formats/elf.ts";
import { readGoBuildInfo } from "../../src/formats/go-build-info.ts";
import { readPythonMetadata, readRequiresText } from "../../src/formats/python-metadata.ts";
import { readRpmHeader, rpmTag } from "../../src/formats/rpm-header.ts";
import { cratesIn } from "../../src/formats/rust-audit.ts";
import { readApkDatabase } from "../../src/sbom/catalogue/apk.ts";
import { readCopyright } from "../../src/sbom/catalogue/copyright.ts";
import { readDpkgStatus } from "../../src/sbom/catalogue/deb.ts";
import { readJar } from "../../src/sbom/catalogue/jar.ts";
import { readPackageJson } from "../../src/sbom/catalogue/npm.ts";
import { resolveRelations } from "../../src/sbom/catalogue/relations.ts";
import { readRpmDatabase } from "../../src/sbom/catalogue/rpm.ts";
import { bytesAsFile } from "../../src/values/random-access.ts";
import { rpmBlob, rpmDatabase } from "../unit/formats/rpm-blob.ts";
import { goBuildInfoBlob, smallElf } from "../unit/formats/small-elf.ts";
import { smallZip } from "../unit/formats/small-zip.ts";

/** What is fuzzed: good inputs to start from, and a reader that may throw Faults and nothing else. */
export type Target = {
  readonly seeds: () => Uint8Array[];
  readonly run: (bytes: Uint8Array) => void | Promise<void>;
};

const header = rpmBlob({
  [rpmTag.name]: "bash",
  [rpmTag.version]: "1",
  [rpmTag.release]: "2",
  [rpmTag.epoch]: [1],
  [rpmTag.requireName]: ["/usr/bin/sh", "libc.so.6"],
  [rpmTag.baseNames]: ["sh"],
  [rpmTag.directoryIndexes]: [0],
  [rpmTag.directoryNames]: ["/usr/bin/"],
});
const pom = {
  "META-INF/maven/g/a/pom.properties": "groupId=g\nartifactId=a\nversion=1\n",
  "a/pom.xml": "<project/>",
};
const goLines = [
  "path\tapp",
  "mod\tapp\tv1.0.0\t",
  "dep\tx/y\tv1\th1:",
  "=>\t./y\t\t",
  'build\t-ldflags="-X m.version=1.2.3"',
];

export const targets: Record<string, Target> = {
  "dpkg status": {
    seeds: () => [
      text(
        "Package: a\nStatus: install ok installed\nVersion: 1\nProvides: v\nDepends: b (>= 1) | v, c:any\nSource: s (2)\n\n",
      ),
    ],
    run: (bytes) => {
      resolveRelations(readDpkgStatus(string(bytes)));
    },
  },
  copyright: {
    seeds: () => [
      text("Format: x\n\nFiles: *\nLicense: GPL-2+ or MIT\n text\n\nLicense: MIT\n"),
      text("See /usr/share/common-licenses/GPL-2.\n"),
    ],
    run: (bytes) => {
      readCopyright(string(bytes));
    },
  },
  "apk database": {
    seeds: () => [text("P:a\nV:1\nL:MIT\np:so:a=1\nD:so:a>1 !b\nF:lib\nR:x\n\nP:b\nV:2\n\n")],
    run: (bytes) => {
      resolveRelations(readApkDatabase(string(bytes)));
    },
  },
  "rpm database": {
    seeds: () => [rpmDatabase([header, rpmBlob({ [rpmTag.name]: "x".repeat(9000) })])],
    run: (bytes) => {
      readRpmDatabase(bytesAsFile(bytes));
    },
  },
  "rpm header": {
    seeds: () => [header],
    run: (bytes) => {
      const read = readRpmHeader(bytes);
      for (const tag of Object.values(rpmTag)) {
        read.texts(tag);
        read.numbers(tag);
      }
    },
  },
  "java archive": {
    seeds: () => {
      const inner = smallZip(
        { ...pom, "META-INF/MANIFEST.MF": "Implementation-Version: 1\n" },
        { packed: true },
      );
      return [
        smallZip({ ...pom, "BOOT-INF/lib/a-1.jar": inner }),
        smallZip({ ...pom, "b-1.jar": inner }, { packed: true, wide: true, before: text("#!/bin/sh\n") }),
      ];
    },
    run: (bytes) => afterATurn(() => readJar("a-1.jar", bytesAsFile(bytes))),
  },
  "go build info": {
    seeds: () => [
      smallElf({ ".go.buildinfo": goBuildInfoBlob("go1.23.4", goLines) }),
      smallElf({ ".data": goBuildInfoBlob("go1.23.4", goLines) }, { named: false }),
    ],
    run: (bytes) => {
      const file = bytesAsFile(bytes);
      const elf = readElf(file);
      if (elf !== undefined) readGoBuildInfo(file, elf);
    },
  },
  "rust crates": {
    seeds: () => [deflateSync('{"packages":[{"name":"a","version":"1","root":true,"dependencies":[0]}]}')],
    run: (bytes) => afterATurn(() => cratesIn(bytes)),
  },
  "python metadata": {
    seeds: () => [
      text('Name: a\nVersion: 1\nLicense: x\n        |y\nRequires-Dist: b; extra == "c"\n\nbody\n'),
    ],
    run: (bytes) => {
      readPythonMetadata(string(bytes));
      readRequiresText(string(bytes));
    },
  },
  "package.json": {
    seeds: () => [
      text(
        '{"name":"a","version":"1","author":"x <y> (z)","licenses":[{"type":"MIT"}],"dependencies":{"b":"1"}}',
      ),
    ],
    run: (bytes) => {
      readPackageJson(string(bytes));
    },
  },
};

// zlib gives back the memory of a failed call only when the event loop turns.
async function afterATurn(read: () => unknown): Promise<void> {
  await setImmediate();
  read();
}

function text(value: string): Uint8Array {
  return Buffer.from(value);
}

function string(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
