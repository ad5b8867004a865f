import { X509Certificate as NodeCertificate } from "node:crypto";
import { X509Certificate } from "@sigstore/core";
import { verificationFaults } from "./faults.ts";

const longestPath = 8;
const largestRoots = 1_048_576;
const mostRoots = 1000;
const codeSigning = "1.3.6.1.5.5.7.3.3";
// Basic constraints, key usage, extended key usage, SAN, policies. Name constraints are among what is not understood: refused.
const understood = new Set(["2.5.29.19", "2.5.29.15", "2.5.29.37", "2.5.29.17", "2.5.29.32"]);
// RSA and ECDSA with SHA-256, -384 and -512, Ed25519.
const signatures = new Set([
  ...["11", "12", "13"].map((last) => `1.2.840.113549.1.1.${last}`),
  ...["2", "3", "4"].map((last) => `1.2.840.10045.4.3.${last}`),
  "1.3.101.112",
]);

type Certificate = { readonly node: NodeCertificate; readonly parsed: X509Certificate };

/**
 * The signer's certificate (the first) of a chain that leads to one of the roots, every link valid when the signer's became valid,
 * if it may sign: what OMS asks for. Throws SIGNATURE_CERTIFICATE_UNTRUSTED or TRUSTED_ROOT_INVALID.
 */
export function verifyCertificateChain(chain: readonly Uint8Array[], rootsPem: string): NodeCertificate {
  const roots = readRoots(rootsPem);
  const [leaf, ...between] = chain.map((der) => read(Buffer.from(der)));
  if (leaf === undefined) throw untrusted("there is none");
  const subject = JSON.stringify(leaf.node.subject.slice(0, 200));
  const at = leaf.parsed.notBefore;
  const isRoot = ({ node }: Certificate): boolean => roots.some((root) => root.node.raw.equals(node.raw));
  // Depth first: several authorities may have one name, and one of them made the signature.
  const leads = (below: Certificate, depth: number): boolean =>
    isRoot(below) ||
    (depth < longestPath &&
      [...roots, ...between].some((issuer) => issued(issuer, below, depth, at) && leads(issuer, depth + 1)));
  if (!leads(leaf, 0))
    throw untrusted(`${subject} does not lead to a trusted root that was valid ${at.toISOString()}`);
  if (hasUnknownCritical(leaf)) throw untrusted(`${subject} has a critical extension that is not understood`);
  // Node calls the extended key usages keyUsage, and the library calls the key usage extKeyUsage.
  if (leaf.parsed.extKeyUsage?.digitalSignature !== true && !leaf.node.keyUsage?.includes(codeSigning))
    throw untrusted(`${subject} may not be used for signing`);
  return leaf.node;
}

function issued(issuer: Certificate, below: Certificate, depth: number, at: Date): boolean {
  const { parsed, node } = issuer;
  if (!below.node.checkIssued(node) || !parsed.isCA || !parsed.validForDate(at)) return false;
  const most = parsed.extBasicConstraints?.pathLenConstraint;
  // Depth counts the authorities below this one.
  if ((most !== undefined && most < BigInt(depth)) || hasUnknownCritical(issuer)) return false;
  const algorithm = below.parsed.root.subs[1]?.subs[0]?.toOID() ?? "";
  return signatures.has(algorithm) && below.node.verify(node.publicKey);
}

function hasUnknownCritical({ parsed }: Certificate): boolean {
  return parsed.extensions.some((extension) => {
    const oid = extension.subs[0]?.toOID() ?? "";
    return extension.subs.length === 3 && extension.subs[1]?.toBoolean() === true && !understood.has(oid);
  });
}

function readRoots(pem: string): readonly Certificate[] {
  const refuse = (why: string, cause?: unknown): Error =>
    verificationFaults.fault("TRUSTED_ROOT_INVALID", `the root certificates ${why}`, {
      where: "root certificates",
      cause,
    });
  if (pem.length > largestRoots) throw refuse(`are longer than ${largestRoots} characters`);
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || blocks.length > mostRoots)
    throw refuse(`are not 1 to ${mostRoots} PEM certificates`);
  try {
    return blocks.map((block) => read(new NodeCertificate(block).raw));
  } catch (error) {
    throw refuse("cannot be read", error);
  }
}

function read(der: Buffer): Certificate {
  return { node: new NodeCertificate(der), parsed: X509Certificate.parse(Buffer.from(der)) };
}

function untrusted(why: string): Error {
  return verificationFaults.fault(
    "SIGNATURE_CERTIFICATE_UNTRUSTED",
    `the signing certificate is not trusted: ${why}`,
  );
}
