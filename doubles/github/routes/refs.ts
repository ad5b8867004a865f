// git/ref, git/refs, git/matching-refs.
import { notFound, Refusal, type Answer } from "../answer.ts";
import { isOid, ZERO_OID } from "../git-objects.ts";
import { isRefName, type RefUpdate } from "../git-store.ts";
import { moveRefs } from "../pulls.ts";
import { refShape } from "../shapes.ts";
import { param, type RepositoryRequest, type RepositoryRoutes } from "./route.ts";

async function shape(
  request: RepositoryRequest,
  name: string,
  oid: string,
): Promise<Record<string, unknown>> {
  const object = await request.repository.git.read(oid);
  return refShape(request.world, request.repository, name, oid, object?.type ?? "commit");
}

async function move(request: RepositoryRequest, update: RefUpdate): Promise<void> {
  const result = await moveRefs(request.world, request.repository, request.caller, [update]);
  if (result.kind === "refused")
    throw new Refusal(422, `Repository rule violations found\n\n${result.why}\n\n`);
  if (result.kind === "stale") throw new Refusal(409, `Reference cannot be updated: ${result.why}`);
}

async function demandObject(request: RepositoryRequest, sha: string): Promise<void> {
  if (!isOid(sha) || (await request.repository.git.read(sha)) === undefined)
    throw new Refusal(422, "Object does not exist");
}

async function create(request: RepositoryRequest): Promise<Answer> {
  const { ref, sha } = request.body as { ref: string; sha: string };
  const { git } = request.repository;
  if (!isRefName(ref)) throw new Refusal(422, "Reference name must start with 'refs/' and be well-formed");
  await demandObject(request, sha);
  if ((await git.ref(ref)) !== undefined) throw new Refusal(422, "Reference already exists");
  await move(request, { name: ref, before: ZERO_OID, after: sha });
  return { status: 201, body: await shape(request, ref, sha) };
}

async function update(request: RepositoryRequest): Promise<Answer> {
  const { sha, force = false } = request.body as { sha: string; force?: boolean };
  const { git } = request.repository;
  const name = `refs/${param(request, "ref")}`;
  const before = await git.ref(name);
  if (before === undefined) throw new Refusal(422, "Reference does not exist");
  await demandObject(request, sha);
  if (!force && !(await git.isAncestor(before, sha))) throw new Refusal(422, "Update is not a fast forward");
  await move(request, { name, before, after: sha });
  return { status: 200, body: await shape(request, name, sha) };
}

async function remove(request: RepositoryRequest): Promise<Answer> {
  const name = `refs/${param(request, "ref")}`;
  const before = await request.repository.git.ref(name);
  if (before === undefined) throw new Refusal(422, "Reference does not exist");
  await move(request, { name, before, after: ZERO_OID });
  return { status: 204 };
}

export const refRoutes: RepositoryRoutes = {
  "GET /git/ref/{ref}": {
    need: ["contents", "read"],
    run: async (request) => {
      const name = `refs/${param(request, "ref")}`;
      const oid = await request.repository.git.ref(name);
      if (oid === undefined) throw notFound();
      return { status: 200, body: await shape(request, name, oid) };
    },
  },
  "GET /git/matching-refs/{ref}": {
    need: ["contents", "read"],
    run: async (request) => {
      const found = await request.repository.git.refs(`refs/${param(request, "ref")}`);
      return {
        status: 200,
        body: await Promise.all(found.map(({ name, oid }) => shape(request, name, oid))),
      };
    },
  },
  "POST /git/refs": { need: ["contents", "write"], run: create },
  "PATCH /git/refs/{ref}": { need: ["contents", "write"], run: update },
  "DELETE /git/refs/{ref}": { need: ["contents", "write"], run: remove },
};
