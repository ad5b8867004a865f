import type { Image, TreeNode } from "../layers/visitor.ts";
import type { Finding } from "../values/finding.ts";
import { compareText } from "../values/text-order.ts";

const setUser = 0o4000;
const setGroup = 0o2000;
const sticky = 0o1000;
const writableByAll = 0o002;
const mostOfOneRule = 25;

// Debian's, Alpine's and Fedora's base images have these for their own reasons: worth a note, no reason to warn every image.
const ofBaseImages = new Set(
  (
    "bbsuid chage chfn chsh crontab dotlockfile expiry gpasswd mount newgidmap newgrp newuidmap pam_timestamp_check " +
    "passwd ping ping6 ssh-agent ssh-keysign su umount unix_chkpwd unix_update utempter wall write write.ul"
  ).split(" "),
);

/** Files that run with other rights than their starter's, and what everybody may write; at most 25 findings a rule. */
export function judgePermissions(image: Image): readonly Finding[] {
  const findings: Finding[] = [];
  const counts = new Map<string, number>();
  for (const node of image.tree.all())
    for (const verdict of verdictsOn(node)) {
      const count = (counts.get(verdict.rule) ?? 0) + 1;
      counts.set(verdict.rule, count);
      if (count > mostOfOneRule) continue;
      const layer = image.layers[node.layer]?.digest;
      findings.push({ ...verdict, file: node.path, ...(layer === undefined ? {} : { layer }) });
    }
  for (const [rule, count] of counts)
    if (count > mostOfOneRule)
      findings.push({
        rule,
        severity: "warning",
        message: `${count - mostOfOneRule} more files have the same problem as the ${mostOfOneRule} that are named`,
      });
  return findings.toSorted((left, right) => compareText(left.rule, right.rule));
}

type Verdict = Pick<Finding, "rule" | "severity" | "message"> & { readonly next: string };

function verdictsOn({ path, entry }: TreeNode): readonly Verdict[] {
  // The archive's own entry for a hard link's target says the same; links and devices have no rights of their own.
  if (entry.type !== "file" && entry.type !== "directory") return [];
  const verdicts: Verdict[] = [];
  if (entry.type === "file" && (entry.mode & (setUser | setGroup)) !== 0 && (entry.mode & 0o111) !== 0) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const usual = /^(?:usr\/)?(?:s?bin|lib)\//.test(path) && ofBaseImages.has(name) && entry.uid === 0;
    verdicts.push({
      rule: "P5055",
      severity: usual ? "notice" : "warning",
      message: `/${path} runs with the rights of its ${(entry.mode & setUser) !== 0 ? `owner (user ${entry.uid})` : `group (${entry.gid})`} whoever starts it`,
      next: `take the bit away (chmod ug-s /${path}) unless the app needs it`,
    });
  }
  if (entry.type === "file" && entry.attributes?.includes("security.capability") === true)
    verdicts.push({
      rule: "P5056",
      severity: "warning",
      message: `/${path} has file capabilities: whoever starts it gets rights of root`,
      next: `remove them (setcap -r /${path}) and give the container the capability that it needs`,
    });
  const openFolder = entry.type === "directory" && (entry.mode & sticky) === 0;
  if ((entry.mode & writableByAll) !== 0 && (entry.type === "file" || openFolder))
    verdicts.push({
      rule: "P5057",
      severity: "warning",
      message: `everybody may write ${entry.type === "file" ? `/${path}` : `in the folder /${path}, which has no sticky bit`}`,
      next: `chmod o-w /${path}`,
    });
  return verdicts;
}
