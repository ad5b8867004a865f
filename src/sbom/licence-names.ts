import spdxIds from "spdx-license-ids/index.json" with { type: "json" };
import deprecatedIds from "spdx-license-ids/deprecated.json" with { type: "json" };

const byLowerCase = new Map([...spdxIds, ...deprecatedIds].map((id) => [id.toLowerCase(), id]));

/** The SPDX expression that one licence name stands for, or undefined. Total; names that mean several licences stand for none. */
export function knownLicence(name: string): string | undefined {
  const plain = name
    .replace(/^License :: (OSI Approved :: )?/i, "")
    .trim()
    .toLowerCase();
  return byLowerCase.get(plain) ?? gnuLicence(plain) ?? otherName(plain);
}

/** The SPDX exception that the words after `with` stand for beside a licence; the parser knows the exact ids. */
export function knownException(words: string, licence: string): string | undefined {
  const plain = words.trim().toLowerCase();
  // Another text for each version of the licence.
  if (/^autoconf[- ]exception$/.test(plain)) return autoconf[licence.slice(0, "GPL-3.0".length)];
  return exceptions.find(([pattern]) => pattern.test(plain))?.[1];
}

/** The id that the SPDX list has today in place of a deprecated one. `plus` is the operator behind it. */
export function currentLicence(id: string, plus: boolean): string {
  const [renamed, exception] = renamedIds[id] ?? [id];
  if (/^(A|L)?GPL-\d\.\d$|^GFDL-\d\.\d$/.test(renamed)) {
    const whole = `${renamed}-${plus ? "or-later" : "only"}`;
    return exception === undefined ? whole : `${whole} WITH ${exception}`;
  }
  // Later versions are in the id already, or the licence has but one version that is meant.
  return plus && !/-(only|or-later)$/.test(renamed) ? `${renamed}+` : renamed;
}

const renamedIds: Readonly<Record<string, readonly [id: string, exception?: string]>> = {
  "BSD-2-Clause-FreeBSD": ["BSD-2-Clause"],
  "BSD-2-Clause-NetBSD": ["BSD-2-Clause"],
  "GPL-2.0-with-GCC-exception": ["GPL-2.0", "GCC-exception-2.0"],
  "GPL-2.0-with-autoconf-exception": ["GPL-2.0", "Autoconf-exception-2.0"],
  "GPL-2.0-with-bison-exception": ["GPL-2.0", "Bison-exception-2.2"],
  "GPL-2.0-with-classpath-exception": ["GPL-2.0", "Classpath-exception-2.0"],
  "GPL-2.0-with-font-exception": ["GPL-2.0", "Font-exception-2.0"],
  "GPL-3.0-with-GCC-exception": ["GPL-3.0", "GCC-exception-3.1"],
  "GPL-3.0-with-autoconf-exception": ["GPL-3.0", "Autoconf-exception-3.0"],
  StandardML: ["SMLNJ"],
  "StandardML-NJ": ["SMLNJ"],
  "bzip2-1.0.5": ["bzip2-1.0.6"],
};

const autoconf: Readonly<Record<string, string>> = {
  "GPL-2.0": "Autoconf-exception-2.0",
  "GPL-3.0": "Autoconf-exception-3.0",
};

const exceptions: readonly (readonly [RegExp, string])[] = [
  [/^classpath([- ]exception)?$/, "Classpath-exception-2.0"],
  [/^libtool([- ]exception)?$/, "Libtool-exception"],
  [/^llvm([- ]exceptions?)?$/, "LLVM-exception"],
  [/^font([- ]exception)?$/, "Font-exception-2.0"],
  [/^bison(-2\.2)?([- ]exception)?$/, "Bison-exception-2.2"],
  [/^texinfo[- ]exception$/, "Texinfo-exception"],
  [/^linux-syscall-note([- ]exception)?$/, "Linux-syscall-note"],
  [/^(gcc[- ]runtime[- ]library|gcc)[- ]exception$/, "GCC-exception-3.1"],
];

const gnuShort =
  /^(?:gnu )?(?<family>agpl|lgpl|gpl|gfdl)(?<free>-niv)?[- ]?v?\.?(?<version>\d(?:\.\d)?)(?:\.0)?(?<later>\+|[- ]or[- ]later)?(?<variants>-no-invariants?)?(?:[- ]only)?$/;
const gnuLong =
  /^(?:the )?gnu (?<affero>affero )?(?<lesser>lesser |library )?general public licen[cs]e,?(?: version| v)? ?(?<version>\d(?:\.\d)?)(?:\.0)?(?<later>\+| or later| or \(at your option\) any later version)?(?: \((?<short>[al]?gplv?[\d.]+\+?)\))?$/;

// GPL-2+ (Debian), GPLv2+ (Fedora), GNU General Public License v2 or later (GPLv2+) (Python). Without a version each
// of the three means something else, so a bare GPL stays as it is.
function gnuLicence(name: string): string | undefined {
  const short = gnuShort.exec(name)?.groups;
  if (short) {
    const family = (short["family"] ?? "").toUpperCase();
    const free = family === "GFDL" && (short["free"] ?? short["variants"]) ? "-no-invariants" : "";
    if (family !== "GFDL" && short["variants"]) return undefined;
    return gnuId(family, short["version"] ?? "", short["later"] !== undefined, free);
  }
  const long = gnuLong.exec(name)?.groups;
  if (!long) return undefined;
  const family = long["affero"] ? "AGPL" : long["lesser"] ? "LGPL" : "GPL";
  const later = long["later"] !== undefined || (long["short"] ?? "").endsWith("+");
  return gnuId(family, long["version"] ?? "", later, "");
}

function gnuId(family: string, version: string, later: boolean, free: string): string | undefined {
  const dotted = version.includes(".") ? version : `${version}.0`;
  return byLowerCase.get(`${family}-${dotted}${free}-${later ? "or-later" : "only"}`.toLowerCase());
}

function otherName(name: string): string | undefined {
  return names.find(([pattern]) => pattern.test(name))?.[1];
}

const names: readonly (readonly [RegExp, string])[] = [
  [/^(expat|(the )?mit licen[cs]e( \(mit\))?|(the )?expat licen[cs]e|mit[-/ ]?x11|mit\/expat)$/, "MIT"],
  [
    /^(the )?(apache|asl|al)([- ](software|public))?( licen[cs]e)?,?[- ]?(version |v)?2(\.0)?( licen[cs]e)?$/,
    "Apache-2.0",
  ],
  [
    /^(apache licen[cs]e,? version 2\.0 )?https?:\/\/(www\.)?apache\.org\/licenses\/license-2\.0(\.txt|\.html)?$/,
    "Apache-2.0",
  ],
  [/^https?:\/\/(www\.)?opensource\.org\/licenses\/mit(-license)?(\.php|\.html)?$/, "MIT"],
  [/^https?:\/\/(www\.)?eclipse\.org\/legal\/epl-v20(\.html|\.txt)?$/, "EPL-2.0"],
  [/^https?:\/\/(www\.)?eclipse\.org\/legal\/epl-v10(\.html|\.txt)?$/, "EPL-1.0"],
  [
    /^(the )?((new|modified|revised) bsd|bsd[- ]3|3-clause bsd|bsd,? 3-clause|bsd 3)([- ]clause)?( licen[cs]e)?$/,
    "BSD-3-Clause",
  ],
  [
    /^(the )?(simplified bsd|bsd[- ]2|2-clause bsd|bsd,? 2-clause|freebsd)([- ]clause)?( licen[cs]e)?$/,
    "BSD-2-Clause",
  ],
  [/^(the )?(isc( licen[cs]e)?( \(iscl\))?)$/, "ISC"],
  [
    /^(psf-2|psf-2\.0|psf licen[cs]e v(ersion )?2|python software foundation licen[cs]e( v(ersion )?2)?)$/,
    "PSF-2.0",
  ],
  [/^(mpl|mozilla public licen[cs]e)[- ,]*(version |v)?2(\.0)?( \(mpl 2\.0\))?$/, "MPL-2.0"],
  [/^(mpl|mozilla public licen[cs]e)[- ,]*(version |v)?1\.1( \(mpl 1\.1\))?$/, "MPL-1.1"],
  [/^(epl|eclipse public licen[cs]e)[- ,]*(- )?(version |v)?\.? ?2(\.0)?( \(epl-2\.0\))?$/, "EPL-2.0"],
  [/^(epl|eclipse public licen[cs]e)[- ,]*(- )?(version |v)?\.? ?1(\.0)?( \(epl-1\.0\))?$/, "EPL-1.0"],
  [/^(edl|eclipse distribution licen[cs]e)[- ,]*(- )?(version |v)?\.? ?1(\.0)?$/, "BSD-3-Clause"],
  [/^cddl[- ]?1$/, "CDDL-1.0"],
  [/^cc0(-1| 1\.0 universal( \(cc0 1\.0\) public domain dedication)?)?$/, "CC0-1.0"],
  [/^(sil )?(ofl|open font licen[cs]e)[- ]?(v)?1\.1( \(ofl-1\.1\))?$/, "OFL-1.1"],
  [/^(the )?boost( software licen[cs]e)?[- ]?(v)?1\.0( \(bsl-1\.0\))?$|^bsl-1$/, "BSL-1.0"],
  // Debian writes whose name stands in the text behind a tilde.
  [/^bsd-2-clause~\S+$/, "BSD-2-Clause"],
  [/^bsd-3-clause~\S+$/, "BSD-3-Clause"],
  [/^the unlicense( \(unlicense\))?$/, "Unlicense"],
  [/^zope public licen[cs]e[- ]?(v)?2\.1$|^zpl 2\.1$/, "ZPL-2.1"],
  [/^artistic[- ]2$/, "Artistic-2.0"],
  [/^(zlib\/libpng|zlib( licen[cs]e)?)$/, "Zlib"],
];
