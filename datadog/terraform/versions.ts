/** The provider versions with which every stack is tried, and that a stack allows that says nothing else. */
export const DEFAULT_VERSIONS = ">= 3.82.0, < 5.0.0";

/** The versions that a constraint allows, as far as its bounds say. */
export interface VersionRange {
  /** The constraint as it is written. */
  readonly constraint: string;
  /** No version below this one. @default any */
  readonly lowest?: Version;
  /** No version from this one on. @default none */
  readonly below?: Version;
}

type Version = readonly [major: number, minor: number, patch: number];

/**
 * Reads a version constraint: `4.19.0`, `~> 4.19`, `>= 3.82.0, < 5.0.0`.
 *
 * @returns undefined where the text is no constraint
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function readVersions(constraint: string): VersionRange | undefined {
  let lowest: Version | undefined;
  let below: Version | undefined;
  for (const part of constraint.split(",")) {
    const [, operator = "=", text] = /^\s*(=|!=|>=|<=|>|<|~>)?\s*(\d+(?:\.\d+){0,2})\s*$/.exec(part) ?? [];
    if (text === undefined) return undefined;
    const version = versionOf(text);
    if (["=", ">=", ">", "~>"].includes(operator)) lowest = later(lowest, operator === ">" ? after(version) : version);
    if (["=", "<=", "<", "~>"].includes(operator)) below = earlier(below, upper(operator, text, version));
  }
  return { constraint, ...(lowest ? { lowest } : {}), ...(below ? { below } : {}) };
}

/** Whether every version that is allowed is `version` or a later one. */
export function isFrom({ lowest }: VersionRange, version: string): boolean {
  return lowest !== undefined && compare(lowest, versionOf(version)) >= 0;
}

/** Whether every version that is allowed is one before `version`. */
export function isBefore({ below }: VersionRange, version: string): boolean {
  return below !== undefined && compare(below, versionOf(version)) <= 0;
}

/** Whether some version may be allowed by both. */
export function overlaps(a: VersionRange, b: VersionRange): boolean {
  const starts = later(a.lowest, b.lowest ?? [0, 0, 0]);
  return [a.below, b.below].every((end) => end === undefined || compare(starts, end) < 0);
}

/** Whether the constraint allows a version. */
export function allows({ lowest, below }: VersionRange, version: string): boolean {
  const asked = versionOf(version);
  return (lowest === undefined || compare(asked, lowest) >= 0) && (below === undefined || compare(asked, below) < 0);
}

function upper(operator: string, text: string, version: Version): Version {
  if (operator === "<") return version;
  if (operator !== "~>") return after(version);
  // The last number that is written may grow: `~> 4.19` stays below 5, `~> 4.19.1` below 4.20.
  const [major, minor] = version;
  return text.split(".").length === 3 ? [major, minor + 1, 0] : [major + 1, 0, 0];
}

function versionOf(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return [major, minor, patch];
}

const after = ([major, minor, patch]: Version): Version => [major, minor, patch + 1];

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

const later = (a: Version | undefined, b: Version): Version => (a !== undefined && compare(a, b) > 0 ? a : b);
const earlier = (a: Version | undefined, b: Version): Version => (a !== undefined && compare(a, b) < 0 ? a : b);
