import { createHash } from "node:crypto";
import { PackageURL } from "packageurl-js";
import { type Digest, hexOf } from "../../values/digest.ts";

/** The image that a document is about, and who writes it. Nothing in it depends on the time of day. */
export type SbomSubject = {
  /** Registry and repository, such as `ghcr.io/acme/app`. */
  readonly name: string;
  /** Of the arm64 manifest. */
  readonly platformDigest: Digest;
  readonly indexDigest?: Digest | undefined;
  readonly version?: string | undefined;
  /** ISO 8601: when the commit was made. */
  readonly created: string;
  readonly supplier?: string | undefined;
  /** Address of the source repository. */
  readonly sourceRepository?: string | undefined;
  readonly revision?: string | undefined;
  readonly toolVersion: string;
};

export const toolName = "pi5-fleet-actions";

/** The package URL of the image: `pkg:oci/NAME@sha256:…` with its repository and architecture. */
export function imagePurl(subject: SbomSubject): string {
  const name = subject.name.slice(subject.name.lastIndexOf("/") + 1).toLowerCase();
  const qualifiers = { arch: "arm64", repository_url: subject.name.toLowerCase() };
  return new PackageURL("oci", undefined, name, subject.platformDigest, qualifiers, undefined).toString();
}

/** Who is named as the supplier of the image: what the subject says, else the owner in its name. */
export function imageSupplier(subject: SbomSubject): string {
  return subject.supplier?.trim() || /^(.*)\/[^/]+$/.exec(subject.name)?.[1] || subject.name;
}

/** The time of the document as both formats want it, to the second in UTC. An impossible time throws a RangeError. */
export function timestampOf(subject: SbomSubject): string {
  return new Date(subject.created).toISOString().replace(/\.\d{3}Z$/, "Z");
}

const urlNamespace = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

/** UUID version 5 (RFC 9562) of the image's digest, in the URL namespace. */
export function documentUuid(subject: SbomSubject): string {
  const space = Buffer.from(urlNamespace.replaceAll("-", ""), "hex");
  const bytes = createHash("sha1")
    .update(space)
    .update(`oci:${subject.platformDigest}`)
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The hex digest of the image. */
export function imageHex(subject: SbomSubject): string {
  return hexOf(subject.platformDigest);
}
