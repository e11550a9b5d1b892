import { type Code, value } from "../../../datadog/code";
import { LINE_PALETTES } from "../../../datadog/definitions";
import { isObject, type JsonObject, listOf, objectOf, without } from "../../../datadog/json";
import { attempt, type CallParts, callWith, type DashboardContext, fieldsCode, replacements } from "./context";
import { sourcesCode, sourcesOf } from "./queries";

type Settings = Record<string, Code | undefined>;

const DRAWN = { line: "line", bars: "bars", area: "area" } as const;

/** The request of a chart: `line(q, { palette: "warm" })`. */
export function seriesCode(request: JsonObject, context: DashboardContext): Code | undefined {
  const drawn = typeof request.display_type === "string" && Object.hasOwn(DRAWN, request.display_type);
  const name = drawn ? (request.display_type as keyof typeof DRAWN) : "line";
  const style = objectOf(request.style);
  const settings: Settings = {
    palette: settingOf(style.palette, LINE_PALETTES, "dog_classic"),
    lineType: settingOf(style.line_type, ["solid", "dashed", "dotted"], "solid"),
    lineWidth: settingOf(style.line_width, ["thin", "normal", "thick"], "normal"),
    orderBy: settingOf(style.order_by, ["values", "tags"]),
    onRightYaxis: request.on_right_yaxis === true ? value(true) : undefined,
  };
  return requestCodes(request, context, (sources) => ({ name, args: [sources], settings })).find(Boolean);
}

/** The setting, where it is one of the values that the setting may have and not its default. */
export function settingOf(plain: unknown, allowed: readonly unknown[], usual?: unknown): Code | undefined {
  return plain !== usual && allowed.includes(plain) ? value(plain as string) : undefined;
}

/**
 * Ways to write a call whose result is, or holds, a request.
 * @param parts the call for sources
 * @param requestIn the request in what the call gives @default what it gives
 */
export function requestCodes(
  request: JsonObject,
  context: DashboardContext,
  parts: (sources: Code) => CallParts,
  requestIn: (made: unknown) => JsonObject | undefined = (made) => (isObject(made) ? made : undefined),
): readonly Code[] {
  const sources = sourcesOf(request, context);
  if (sources === undefined) return [];
  const formula = commonFields(request);
  const codes: Code[] = [];
  for (const way of [0, 1]) {
    const argument = sourcesCode(sources.map(([ways, alias]) => [ways[way] ?? ways[0]!, alias]));
    if (argument === undefined) continue;
    const { name, args, settings } = parts(argument);
    const withFormula = { ...settings, formula: fieldsCode(formula) };
    const made = requestIn(attempt(callWith({ name, args, settings: withFormula }), context));
    const fields = made && replacements(request, made, ["queries", "formulas"]);
    if (fields) codes.push(callWith({ name, args, settings: { ...withFormula, request: fieldsCode(fields) } }));
  }
  return codes;
}

/** The fields that every formula has alike, beside its text and its name. */
function commonFields({ formulas }: JsonObject): JsonObject {
  const [first] = listOf(formulas);
  return isObject(first) ? without(first, "formula", "alias") : {};
}
