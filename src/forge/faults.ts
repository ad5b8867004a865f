import { defineFaults } from "../values/fault.ts";

export const forgeFaults = defineFaults({
  FORGE_ANSWER_INVALID: "GitHub, or something in between, sent an answer that is not of the documented form.",
  FORGE_CHANGE_EMPTY: "A change would leave every file as it is, so there is nothing to propose.",
  FORGE_CONTENTION: "Others kept writing the same branch or pull request; the change was not written.",
  FORGE_FORBIDDEN: "The token may not do what was asked.",
  FORGE_HUMAN_COMMITS:
    "The branch of a pull request holds commits that this tool did not make; they are never overwritten.",
  FORGE_MOVED: "The repository was renamed or moved.",
  FORGE_NOT_ANCESTOR: "A commit is not an ancestor of another along first parents.",
  FORGE_NOT_FOUND: "A repository, branch or pull request does not exist, or the token cannot see it.",
  FORGE_RATE_LIMITED: "GitHub asks this token to wait longer than a step can.",
  FORGE_REFUSED: "GitHub refused a request; the message holds its reason.",
  FORGE_TREE_UNREADABLE:
    "A file at a commit cannot be read whole, or its bytes are not those that its name in git promises.",
  FORGE_UNAUTHENTICATED: "The token is wrong, expired or revoked.",
  FORGE_UNAVAILABLE: "GitHub could not be reached, or failed.",
});
