import type { Scope } from "../nodes";
import { list } from "./words";

/** ` where status is failed, within the dashboard's $env`: to stand behind a metric. Nothing for `*`. */
export function scopeInWords(scope: Scope): string {
  const items = (scope.kind === "comma" ? scope.items : [scope]).filter(({ kind }) => kind !== "any");
  const variables = items.flatMap((item) => (item.kind === "templateVariable" ? [variable(item)] : []));
  const conditions = items.filter(({ kind }) => kind !== "templateVariable").map((item) => condition(item));
  const where = conditions.length === 0 ? "" : ` where ${list(conditions)}`;
  return variables.length === 0 ? where : `${where} filtered by the dashboard's ${list(variables)}`;
}

function variable({ name, valueOnly }: { readonly name: string; readonly valueOnly: boolean }): string {
  return `$${name}${valueOnly ? ".value" : ""}`;
}

/** `status is failed`; `inner` when it is a part of another condition. */
function condition(scope: Scope, inner = false): string {
  switch (scope.kind) {
    case "any":
      return "anything is reported";
    case "tag":
      return tagIs(scope.key, scope.value, false);
    case "bareTag":
      return `tagged ${scope.name}`;
    case "templateVariable":
      return `${variable(scope)} applies`;
    case "in":
      return oneOf(scope.key, scope.values, scope.negated);
    case "not":
      return negated(scope.operand);
    case "comma":
      return list(scope.items.map((item) => condition(item, true)));
    case "and":
    case "or": {
      const parts = list(
        scope.operands.map((operand) => condition(operand, true)),
        scope.kind,
      );
      return inner ? `(${parts})` : parts;
    }
  }
}

function negated(scope: Scope): string {
  switch (scope.kind) {
    case "tag":
      return tagIs(scope.key, scope.value, true);
    case "bareTag":
      return `not tagged ${scope.name}`;
    case "in":
      return oneOf(scope.key, scope.values, !scope.negated);
    case "templateVariable":
      return `${variable(scope)} does not apply`;
    case "any":
    case "not":
    case "comma":
    case "and":
    case "or":
      return `not ${condition(scope, true)}`;
  }
}

function oneOf(key: string, values: readonly string[], not: boolean): string {
  if (!not) return `${key} is ${list(values, "or")}`;
  return values.length === 1 ? `${key} is not ${values[0]}` : `${key} is none of ${list(values, "or")}`;
}

function tagIs(key: string, value: string, not: boolean): string {
  const verb = (positive: string, negative: string) => `${key} ${not ? negative : positive}`;
  if (value === "*") return verb("is set", "is not set");
  if (value === "") return verb("is empty", "is not empty");
  const core = value.replace(/^\*|\*$/g, "");
  if (core === value || core.includes("*")) {
    const pattern = core.includes("*") ? ["matches", "does not match"] : ["is", "is not"];
    return `${verb(pattern[0] as string, pattern[1] as string)} ${value}`;
  }
  if (value.startsWith("*") && value.endsWith("*")) return `${verb("contains", "does not contain")} ${core}`;
  return value.endsWith("*")
    ? `${verb("begins with", "does not begin with")} ${core}`
    : `${verb("ends with", "does not end with")} ${core}`;
}
