// A synthetic root file system with a real rpm database: the packages are built and installed by Debian's rpm.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Peer } from "../../scripts/peers/install.ts";
import { libraryPath } from "../../scripts/peers/starter.ts";
import { succeeds } from "./setting.ts";

const licences = [
  "MIT",
  "GPLv2+ and LGPLv2+",
  "ASL 2.0",
  "(MIT or BSD) and Public Domain",
  "GPL-2.0-or-later",
];

/** Two source packages with 15 binary packages each: with and without an epoch, for arm64 and for all. */
function specification(name: string): string {
  const numbers = Array.from({ length: 14 }, (_, index) => index + 1);
  const header = [
    `Name: ${name}`,
    "Version: 1.2.3",
    "Release: 4.fc40",
    "Summary: The package itself",
    "License: MIT",
    "Vendor: Example Project",
    "URL: https://example.test/",
    "%description",
    "Text.",
  ];
  const others = numbers.flatMap((number) => [
    `%package -n ${name}-libs${number}`,
    ...(number % 3 === 0 ? [`Epoch: ${number}`] : []),
    ...(number % 4 === 0 ? ["BuildArch: noarch"] : []),
    `Version: ${number}.0~rc1^git2`,
    `Summary: Number ${number}`,
    `License: ${licences[number % licences.length]}`,
    `Requires: ${name}`,
    `%description -n ${name}-libs${number}`,
    "Text.",
    `%files -n ${name}-libs${number}`,
    `/usr/share/${name}/${number}`,
  ]);
  const install = numbers.map((number) => `echo ${number} > %{buildroot}/usr/share/${name}/${number}`);
  const files = ["%files", `/usr/bin/${name}`];
  return [
    ...header,
    "%install",
    `mkdir -p %{buildroot}/usr/bin %{buildroot}/usr/share/${name}`,
    `echo > %{buildroot}/usr/bin/${name}`,
    ...install,
    ...files,
    ...others,
    "",
  ].join("\n");
}

/** Makes the layer `rpm.tar.gz` in a folder and gives its path. */
export async function rpmLayer(peer: Peer, folder: string): Promise<string> {
  const environment = {
    RPM_CONFIGDIR: path.join(peer.directory, "usr/lib/rpm"),
    LD_LIBRARY_PATH: libraryPath(peer.directory),
    HOME: folder,
  };
  const top = path.join(folder, "top");
  const root = path.join(folder, "root");
  await mkdir(path.join(root, "etc"), { recursive: true });
  for (const name of ["fleet", "camera"]) {
    const file = path.join(folder, `${name}.spec`);
    await writeFile(file, specification(name));
    const defines = [`_topdir ${top}`, "__os_install_post %{nil}", "_build_id_links none"];
    const argv = [
      "-bb",
      "--quiet",
      "--target",
      "aarch64-linux",
      ...defines.flatMap((text) => ["--define", text]),
    ];
    await succeeds(path.join(peer.directory, "usr/bin/rpmbuild"), [...argv, file], { environment });
  }
  const packages = await readdir(path.join(top, "RPMS"), { recursive: true });
  const files = packages.filter((name) => name.endsWith(".rpm")).map((name) => path.join(top, "RPMS", name));
  const database = ["--root", root, "--dbpath", "/var/lib/rpm"];
  const unchecked = ["--justdb", "--nodeps", "--ignorearch", "--ignoreos"];
  await succeeds(peer.command, [...database, "-i", ...unchecked, ...files], { environment });
  await writeFile(
    path.join(root, "etc/os-release"),
    'NAME="Fedora Linux"\nID=fedora\nVERSION_ID=40\nVERSION="40 (Container Image)"\n',
  );
  return await packLayer(root, path.join(folder, "rpm.tar.gz"));
}

/** A folder as a gzip layer. */
export async function packLayer(root: string, archive: string): Promise<string> {
  const plain = `${archive}.plain`;
  await succeeds("tar", ["--sort=name", "--owner=0", "--group=0", "-C", root, "-cf", plain, "."]);
  await pipeline(createReadStream(plain), createGzip({ level: 1 }), createWriteStream(archive));
  await rm(plain);
  return archive;
}
