// Verification of a signature over a digest, where the signed bytes are not known: what a log does with a hashedrekord.
// node:crypto hashes what it verifies, so ECDSA (FIPS 186-5 section 6.4.2) over the two NIST curves is done here.
import { constants, publicDecrypt } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { childrenOf, readDer, sequence, octetString, oid, nullValue } from "./der.ts";

type Point = { readonly x: bigint; readonly y: bigint; readonly z: bigint };
type Curve = { readonly p: bigint; readonly n: bigint; readonly bits: number; readonly g: Point };

const CURVES: Readonly<Record<string, Curve>> = {
  "P-256": {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    bits: 256,
    g: {
      x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
      z: 1n,
    },
  },
  "P-384": {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    bits: 384,
    g: {
      x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
      z: 1n,
    },
  },
};
const DIGEST_OIDS: Readonly<Record<string, string>> = {
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
};
const INFINITY: Point = { x: 1n, y: 1n, z: 0n };

/** Whether `signature` (DER for ECDSA, PKCS#1 v1.5 for RSA) is over `digest`. Other key types throw. */
export function verifyDigest(key: KeyObject, algorithm: string, digest: Buffer, signature: Buffer): boolean {
  if (key.asymmetricKeyType === "rsa") return verifyRsa(key, algorithm, digest, signature);
  const jwk = key.asymmetricKeyType === "ec" ? key.export({ format: "jwk" }) : {};
  const curve = CURVES[jwk.crv ?? ""];
  if (!curve) throw new Error(`a ${key.asymmetricKeyType ?? "secret"} key cannot sign a hashedrekord`);
  const publicPoint = { x: fromBase64(jwk.x), y: fromBase64(jwk.y), z: 1n };
  return verifyEcdsa(curve, publicPoint, digest, signature);
}

function verifyRsa(key: KeyObject, algorithm: string, digest: Buffer, signature: Buffer): boolean {
  const expected = sequence(sequence(oid(DIGEST_OIDS[algorithm] ?? ""), nullValue()), octetString(digest));
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(expected);
  } catch {
    return false; // wrong padding: not made with this key
  }
}

function verifyEcdsa(curve: Curve, publicPoint: Point, digest: Buffer, signature: Buffer): boolean {
  const [r, s] = readSignature(signature);
  if (r <= 0n || s <= 0n || r >= curve.n || s >= curve.n) return false;
  const excess = Math.max(0, digest.length * 8 - curve.bits);
  const e = fromBytes(digest) >> BigInt(excess);
  const w = inverse(s, curve.n);
  const sum = add(
    curve,
    multiply(curve, curve.g, mod(e * w, curve.n)),
    multiply(curve, publicPoint, mod(r * w, curve.n)),
  );
  if (sum.z === 0n) return false;
  const zInverse = inverse(sum.z, curve.p);
  const x = mod(sum.x * zInverse * zInverse, curve.p);
  return mod(x, curve.n) === r;
}

function readSignature(signature: Buffer): readonly [bigint, bigint] {
  try {
    const [r, s, ...rest] = childrenOf(readDer(signature));
    if (!r || !s || rest.length > 0) return [0n, 0n];
    return [fromBytes(r.value), fromBytes(s.value)];
  } catch {
    return [0n, 0n];
  }
}

// Jacobian coordinates, a = -3.
function double(curve: Curve, point: Point): Point {
  const { p } = curve;
  const delta = point.z * point.z;
  const gamma = point.y * point.y;
  const beta = mod(point.x * gamma, p);
  const alpha = mod(3n * (point.x - delta) * (point.x + delta), p);
  const x = mod(alpha * alpha - 8n * beta, p);
  return {
    x,
    y: mod(alpha * (4n * beta - x) - 8n * gamma * gamma, p),
    z: mod((point.y + point.z) * (point.y + point.z) - gamma - delta, p),
  };
}

function add(curve: Curve, one: Point, other: Point): Point {
  const { p } = curve;
  if (one.z === 0n) return other;
  if (other.z === 0n) return one;
  const z1 = mod(one.z * one.z, p);
  const z2 = mod(other.z * other.z, p);
  const u1 = mod(one.x * z2, p);
  const u2 = mod(other.x * z1, p);
  const s1 = mod(one.y * other.z * z2, p);
  const s2 = mod(other.y * one.z * z1, p);
  if (u1 === u2) return s1 === s2 ? double(curve, one) : INFINITY;
  const h = mod(u2 - u1, p);
  const r = mod(s2 - s1, p);
  const hh = mod(h * h, p);
  const hhh = mod(h * hh, p);
  const v = mod(u1 * hh, p);
  const x = mod(r * r - hhh - 2n * v, p);
  return { x, y: mod(r * (v - x) - s1 * hhh, p), z: mod(h * one.z * other.z, p) };
}

function multiply(curve: Curve, point: Point, scalar: bigint): Point {
  let result = INFINITY;
  for (const bit of scalar.toString(2)) {
    result = result.z === 0n ? result : double(curve, result);
    if (bit === "1") result = add(curve, result, point);
  }
  return result;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high, x, y] = [mod(value, modulus), modulus, 1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [high, low] = [low, high - quotient * low];
    [y, x] = [x, y - quotient * x];
  }
  return mod(x, modulus);
}

function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function fromBytes(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex") || "0"}`);
}

function fromBase64(text: string | undefined): bigint {
  return fromBytes(Buffer.from(text ?? "", "base64url"));
}
