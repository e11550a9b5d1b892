import type { Scope } from "../../query";
import { EvaluationError } from "./error";

type Matches = (tags: readonly string[]) => boolean;

/**
 * Which sets of tags a scope takes: wildcards, negations, both forms of writing it.
 * @throws EvaluationError where a template variable has no value
 * @see https://docs.datadoghq.com/metrics/advanced-filtering/
 */
export function matcherOf(scope: Scope): Matches {
  switch (scope.kind) {
    case "any":
      return () => true;
    case "tag":
      return tagMatcher(`${scope.key}:`, scope.value);
    case "bareTag":
      return (tags) => tags.includes(scope.name);
    case "templateVariable":
      throw new EvaluationError(
        `$${scope.name} has no value here: only dashboards have template variables.`,
        scope.range,
      );
    case "not": {
      const matches = matcherOf(scope.operand);
      return (tags) => !matches(tags);
    }
    case "comma":
    case "and":
    case "or": {
      const each = (scope.kind === "comma" ? scope.items : scope.operands).map((item) => matcherOf(item));
      return scope.kind === "or"
        ? (tags) => each.some((matches) => matches(tags))
        : (tags) => each.every((matches) => matches(tags));
    }
    case "in": {
      const each = scope.values.map((value) => tagMatcher(`${scope.key}:`, value));
      return (tags) => each.some((matches) => matches(tags)) !== scope.negated;
    }
  }
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
