import type { Scope } from "../../query";

/** What template variables stand for, by name without the dollar: `{ env: "env:prod" }`; those not named are `*`. */
export type Variables = Readonly<Record<string, string>>;

type Matches = (tags: readonly string[]) => boolean;

/**
 * Which sets of tags a scope takes: wildcards, negations, both forms of writing it.
 * @see https://docs.datadoghq.com/metrics/advanced-filtering/
 */
export function matcherOf(scope: Scope, variables: Variables = {}): Matches {
  switch (scope.kind) {
    case "any":
      return () => true;
    case "tag":
      return tagMatcher(`${scope.key}:`, valueIn(scope.value, variables));
    case "bareTag":
      return (tags) => tags.includes(scope.name);
    case "templateVariable":
      return variableMatcher(variables[scope.name]);
    case "not": {
      const matches = matcherOf(scope.operand, variables);
      return (tags) => !matches(tags);
    }
    case "comma":
    case "and":
    case "or": {
      const each = (scope.kind === "comma" ? scope.items : scope.operands).map((item) => matcherOf(item, variables));
      return scope.kind === "or"
        ? (tags) => each.some((matches) => matches(tags))
        : (tags) => each.every((matches) => matches(tags));
    }
    case "in": {
      const each = scope.values.map((value) => tagMatcher(`${scope.key}:`, valueIn(value, variables)));
      return (tags) => each.some((matches) => matches(tags)) !== scope.negated;
    }
  }
}

/** `$profile.value` in the place of a value. */
function valueIn(value: string, variables: Variables): string {
  if (!value.startsWith("$")) return value;
  const stands = variables[value.slice(1).replace(/\.value$/, "")] ?? "*";
  return stands.slice(stands.indexOf(":") + 1);
}

function variableMatcher(stands = "*"): Matches {
  if (stands === "*") return () => true;
  const colon = stands.indexOf(":");
  return colon < 0 ? (tags) => tags.includes(stands) : tagMatcher(stands.slice(0, colon + 1), stands.slice(colon + 1));
}

function tagMatcher(prefix: string, value: string): Matches {
  if (!value.includes("*")) {
    const tag = prefix + value;
    return (tags) => tags.includes(tag);
  }
  const pattern = new RegExp(`^${value.split("*").map(escaped).join(".*")}$`, "s");
  return (tags) => tags.some((tag) => tag.startsWith(prefix) && pattern.test(tag.slice(prefix.length)));
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
