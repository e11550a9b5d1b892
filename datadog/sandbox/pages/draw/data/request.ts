import type { JsonObject } from "../../../../json";
import type { Expression, SearchSource } from "../../../../query";
import type { DisplayUnit } from "../units";

/** A search, and what is computed over what it finds. */
export interface AskedSearch {
  readonly kind: SearchSource;
  readonly query: string;
  readonly method: string;
  readonly facet?: string;
  readonly groupBy: readonly {
    readonly key: string;
    readonly limit?: number;
    readonly sort?: { readonly method: string; readonly facet?: string; readonly order: "asc" | "desc" };
  }[];
}

/** One query of a request, under the name by which formulas call it. */
export interface AskedQuery {
  readonly name: string;
  /** As it is written. */
  readonly text: string;
  readonly expression?: Expression;
  readonly search?: AskedSearch;
  /** How its curve becomes one value. */
  readonly aggregator: string;
  readonly unit: DisplayUnit;
}

/** One formula of a request: a line of a chart, or a column. */
export interface AskedFormula {
  readonly text: string;
  readonly node: Expression;
  /** @default none */
  readonly alias?: string;
  /** Fields of the API that say how it is shown: `number_format`, `conditional_formats`, `cell_display_mode`, `limit` … */
  readonly json: JsonObject;
}

/** A request in one shape, whichever of Datadog's it was written in. */
export interface AskedRequest {
  readonly queries: readonly AskedQuery[];
  readonly formulas: readonly AskedFormula[];
  readonly json: JsonObject;
}
