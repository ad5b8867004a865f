import assert from "node:assert/strict";
import test from "node:test";
import { confinementOf } from "../../../scripts/peers/confinement.ts";

const everything = "Name:\tnode\nCapEff:\t000001ffffffffff\n";
// What Docker gives to root by default.
const docker = "Name:\tnode\nCapEff:\t00000000a80425fb\n";
const ownRoot =
  "25 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n26 25 0:5 / /proc rw,relatime - proc proc rw\n";
const chrooted = "26 25 0:5 / /proc rw,relatime - proc proc rw\n27 25 0:6 / /dev rw - devtmpfs udev rw\n";

test("root with every capability on a file system of its own can make mounts", () => {
  assert.equal(confinementOf(0, everything, ownRoot), "full");
});

test("root without CAP_SYS_ADMIN is in a container, whatever is mounted", () => {
  assert.equal(confinementOf(0, docker, ownRoot), "container");
  assert.equal(confinementOf(0, docker, chrooted), "container");
});

test("root whose / is no mount point is in a plain chroot", () => {
  assert.equal(confinementOf(0, everything, chrooted), "chroot");
});

test("anybody else needs a user namespace", () => {
  assert.equal(confinementOf(1000, everything, ownRoot), "user");
});

test("without /proc root is taken at its word", () => {
  assert.equal(confinementOf(0, "", ""), "full");
});
