import type { Finding } from "../../values/finding.ts";
import { type ChangeView, violation } from "./change-view.ts";

/** Whoever changes the policy, the trust or the workflows moves no pointer in the same change. */
export function checkPolicyWithMove(view: ChangeView): readonly Finding[] {
  const policy = view.files.find(({ place }) => ["fleet", "trust", "automation"].includes(place.kind));
  if (policy === undefined) return [];
  return view.files.flatMap(({ path, place }) =>
    place.kind === "pointer" && !place.bundle
      ? [
          violation(
            "policy-with-move",
            path,
            `${path} is moved in a change that also touches ${policy.path}`,
            "make two pull requests: the policy first, then the move",
          ),
        ]
      : [],
  );
}
