import { AGGREGATING_FUNCTIONS } from "./aggregating";
import { ALGORITHM_FUNCTIONS } from "./algorithms";
import { RANK_FUNCTIONS } from "./rank";
import type { FunctionRow } from "./row";
import { SMOOTHING_FUNCTIONS } from "./smoothing";
import { TRANSFORMS } from "./transforms";

export {
  AGGREGATORS,
  aggregatorRow,
  isPercentile,
  type SpaceAggregatorName,
  TIME_AGGREGATORS,
  type TimeAggregatorName,
  timeAggregatorRow,
} from "./aggregators";
export { type Bound, bind, numberOf, wordOf } from "./bind";
export {
  CHAINS,
  type ChainHead,
  headOf,
  LINK_NAMES,
  LIST_LINKS,
  type LinkName,
  type LinkRow,
  linkRow,
  linksOf,
} from "./chains";
export { MODIFIERS, type ModifierName, type ModifierRow, modifierRow } from "./modifiers";
export type { Evaluated, FunctionRow, Groups, Parameter, ParameterKind, Signature, Values } from "./row";

/**
 * The functions of metric queries and formulas, a row each. The parser takes any name in their place (Datadog adds
 * functions now and then); a `Record<FunctionName, …>` holds something for each that is known.
 * @see https://docs.datadoghq.com/dashboards/functions/
 */
export const FUNCTIONS = {
  ...TRANSFORMS,
  ...SMOOTHING_FUNCTIONS,
  ...RANK_FUNCTIONS,
  ...ALGORITHM_FUNCTIONS,
  ...AGGREGATING_FUNCTIONS,
} as const satisfies Readonly<Record<string, FunctionRow>>;

/** The name of a function that is known. */
export type FunctionName = keyof typeof FUNCTIONS;

const ROWS: Readonly<Record<string, FunctionRow>> = FUNCTIONS;

/** Whether a function of this name is known. */
export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(ROWS, name);

/** What is known of the function of this name; nothing for a name that is not known. */
export const functionRow = (name: string): FunctionRow | undefined => (isFunctionName(name) ? ROWS[name] : undefined);

/**
 * Words that may stand unquoted as an argument of a function; elsewhere a bare word is the name of a query. Those of
 * ranking, rollups and yes or no; the names of algorithms need quotes.
 */
export const ARGUMENT_KEYWORDS: ReadonlySet<string> = new Set([
  ...["avg", "sum", "min", "max", "count"],
  ...["mean", "last", "area", "l2norm", "norm", "asc", "desc"],
  ...["true", "false", "null", "zero"],
]);
