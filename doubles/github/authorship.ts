// Who a commit is by, and which commits GitHub signs.
import type { Person } from "./git-objects.ts";
import { type Caller, type Repository, type User, type World, callerUser } from "./model.ts";

/** The e-mail address by which GitHub knows an account. */
export function userPerson(user: User, date: Date): Person {
  return { name: user.login, email: `${user.id}+${user.login}@users.noreply.github.com`, date };
}

/** The signer of commits that GitHub makes itself. */
export function webFlow(date: Date): Person {
  return { name: "GitHub", email: "noreply@github.com", date };
}

type CommitText = {
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author?: Person | undefined;
  readonly committer?: Person | undefined;
  readonly signature?: string | undefined;
};

/** Writes a commit in the caller's name. A bot that names no author gets a commit that GitHub signs. */
export async function commitAs(
  world: World,
  repository: Repository,
  caller: Caller,
  text: CommitText,
): Promise<string> {
  const now = world.now();
  const bot = caller.kind === "app" || caller.kind === "github-token";
  const signed =
    bot && text.author === undefined && text.committer === undefined && text.signature === undefined;
  const author = text.author ?? userPerson(callerUser(world, caller), now);
  const committer = text.committer ?? (signed ? webFlow(now) : author);
  const oid = await repository.git.writeCommit({ ...text, author, committer });
  if (signed) repository.verified.add(oid);
  return oid;
}
