import { X509Certificate } from "node:crypto";
import { signingFaults } from "./faults.ts";
import { readClaims } from "./identity-token.ts";
import { callService } from "./service-call.ts";
import type { SignatureSource, SigningPorts } from "./signature-source.ts";

/** Signatures by a key that lives for one run, each with a fresh certificate that names the workflow of this job. */
export function openKeyless(certificateAuthority: string, ports: SigningPorts): SignatureSource {
  let token = "";
  return {
    identity: { kind: "keyless" },
    sign: async (bytes) => {
      const { FulcioSigner } = await import("@sigstore/sign");
      const signer = new FulcioSigner({
        fulcioBaseURL: certificateAuthority,
        identityProvider: { getToken: async () => token },
        retry: 0,
        timeout: 30_000,
      });
      const { signature, key } = await callService(
        "certificate authority",
        certificateAuthority,
        ports,
        async () => {
          // A token of its own for each attempt: between two of them the last one may have run out.
          token = await ports.identityToken("sigstore");
          // The library would quote a token that it cannot read in its error, so it only gets those that can be read.
          readClaims(token);
          return signer.sign(Buffer.from(bytes));
        },
        () => token,
      );
      const pem = key.$case === "x509Certificate" ? key.certificate : "";
      return {
        signature,
        pem,
        material: { kind: "certificate", certificate: toDer(pem, certificateAuthority) },
      };
    },
  };
}

function toDer(pem: string, url: string): Buffer {
  try {
    return new X509Certificate(pem).raw;
  } catch {
    throw signingFaults.fault(
      "SIGNING_SERVICE_FAILED",
      `the certificate authority at ${new URL(url).host} answered with something that is no certificate`,
      { where: new URL(url).host },
    );
  }
}
