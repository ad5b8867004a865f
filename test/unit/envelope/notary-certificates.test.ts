import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import {
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  authorityConstraints,
  extendedKeyUsage,
  extension,
  keyUsage,
} from "../../../doubles/sigstore/certificates.ts";
import { bitString, sequence } from "../../../doubles/sigstore/der.ts";
import { readNotaryChain, readPemCertificates } from "../../../src/envelope/notary-certificates.ts";
import { Fault } from "../../../src/values/fault.ts";
import { type ChainChoices, makeChain, rightAuthority, rightLeaf } from "../signing/notary-chain.ts";

const refusedFor =
  (why: RegExp) =>
  (error: unknown): boolean =>
    error instanceof Fault && error.code === "ENVELOPE_NOTARY_CERTIFICATE" && why.test(error.message);

const signs = keyUsage(KEY_USAGE.digitalSignature);
const purpose = (oid: string): readonly Buffer[] => [signs, extendedKeyUsage(oid)];

test("a chain with an intermediate is read in order, with its thumbprints", () => {
  const made = makeChain({ intermediate: true });
  const chain = readNotaryChain(readPemCertificates(`note\n${made.pem.replaceAll("\n", "\r\n")}`));
  assert.deepEqual(
    chain.thumbprints,
    made.ders.map((der) => createHash("sha256").update(der).digest("hex")),
  );
});

const accepted: readonly (readonly [string, ChainChoices])[] = [
  ["names no purpose", { leaf: [signs] }],
  [
    "is an end entity by its constraints",
    { leaf: [...rightLeaf, extension("2.5.29.19", false, sequence())] },
  ],
  ["may commit to content", { leaf: [keyUsage(0xc0)] }],
  ["is below an intermediate", { intermediate: true }],
  ["has an extension that nobody knows", { leaf: [...rightLeaf, extension("1.2.3.4", true, sequence())] }],
];
for (const [what, choices] of accepted)
  test(`a signing certificate that ${what} is accepted`, () => {
    assert.equal(readNotaryChain(makeChain(choices).ders).certificates.length, choices.intermediate ? 3 : 2);
  });

const refused: readonly (readonly [string, ChainChoices, RegExp])[] = [
  ["a leaf without keyUsage", { leaf: [] }, /has no keyUsage$/],
  [
    "a keyUsage that is not critical",
    { leaf: [extension("2.5.29.15", false, bitString(Buffer.from([0x80]), 7))] },
    /not critical/,
  ],
  ["a leaf that cannot sign", { leaf: [keyUsage(0x40)] }, /no keyUsage digitalSignature/],
  ["a leaf that may encipher keys", { leaf: [keyUsage(0xa0)] }, /keyEncipherment/],
  ["a leaf that may sign certificates", { leaf: [keyUsage(0x84)] }, /keyCertSign/],
  ["a leaf that is an authority", { leaf: [signs, authorityConstraints()] }, /CA:TRUE/],
  ["a leaf for servers", { leaf: purpose("1.3.6.1.5.5.7.3.1") }, /serverAuth/],
  ["a leaf for anything", { leaf: purpose("2.5.29.37.0") }, /anyExtendedKeyUsage/],
  ["a leaf for timestamps", { leaf: purpose(EXTENDED_KEY_USAGE.timeStamping) }, /timeStamping/],
  [
    "a keyUsage that is no bit string",
    { leaf: [extension("2.5.29.15", true, sequence())] },
    /cannot be read/,
  ],
  ["an extension that is there twice", { leaf: [signs, signs] }, /twice|cannot be read|no keyUsage/],
  ["a root without constraints", { root: [keyUsage(KEY_USAGE.certAndCrlSign)] }, /basicConstraints/],
  [
    "a root with constraints that are not critical",
    {
      root: [
        keyUsage(KEY_USAGE.certAndCrlSign),
        extension("2.5.29.19", false, sequence(Buffer.from([1, 1, 255]))),
      ],
    },
    /basicConstraints/,
  ],
  ["a root that may not sign certificates", { root: [signs, authorityConstraints()] }, /keyCertSign/],
  [
    "a root that allows no intermediate",
    { intermediate: true, root: rightAuthority(0) },
    /allows 0 authorities/,
  ],
  [
    "an intermediate that is no authority",
    { intermediate: true, intermediateExtensions: rightLeaf },
    /basicConstraints/,
  ],
];
for (const [what, choices, why] of refused)
  test(`a chain with ${what} is refused`, () => {
    assert.throws(() => readNotaryChain(makeChain(choices).ders), refusedFor(why));
  });

test("a chain out of order, with a gap, without its root or with a stranger is refused", () => {
  const made = makeChain({ intermediate: true });
  const [leaf, intermediate, root] = made.ders;
  assert.ok(leaf && intermediate && root);
  for (const [ders, why] of [
    [[leaf, root, intermediate], /authorities below it|not issued by/],
    [[leaf, root], /not issued by the next one/],
    [[leaf, intermediate], /no root/],
    [[leaf, intermediate, root, makeChain().root], /not issued by|authorities below/],
    [[root, intermediate, leaf], /keyUsage/],
    [[leaf], /no root/],
    [[], /there is none/],
  ] as const)
    assert.throws(() => readNotaryChain(ders), refusedFor(why));
});

test("a certificate of the right names that another key signed is refused", () => {
  const [leaf] = makeChain().ders;
  assert.ok(leaf);
  assert.throws(() => readNotaryChain([leaf, makeChain().root]), refusedFor(/not issued by/));
});

test("texts without certificates or with too many are refused", () => {
  assert.throws(() => readPemCertificates("no certificate"), refusedFor(/no PEM block/));
  const { pem } = makeChain();
  assert.throws(() => readPemCertificates(pem.repeat(6)), refusedFor(/more than 10/));
  assert.throws(() => readNotaryChain([Buffer.alloc(70_000)]), refusedFor(/larger than/));
});

test("damaged certificates give typed faults only", () => {
  const [leaf, root] = makeChain().ders;
  assert.ok(leaf && root);
  fc.assert(
    fc.property(fc.nat(leaf.length - 1), fc.nat(255), (at, octet) => {
      const damaged = Buffer.from(leaf);
      damaged[at] = octet;
      try {
        readNotaryChain([damaged, root]);
        assert.deepEqual(damaged, leaf, "a changed certificate was accepted");
      } catch (error) {
        assert.ok(error instanceof Fault, String(error));
      }
    }),
    { numRuns: 500 },
  );
});
