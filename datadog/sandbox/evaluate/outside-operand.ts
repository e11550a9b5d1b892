import type { Expression } from "../../query";
import { EvaluationError } from "./error";
import type { Operand, Values, WindowAt } from "./operand";
import type { SeriesSet } from "./series-set";
import type { OutsideQuery } from "./types";

/** A query of a formula that is not over metrics: it has one value for a window, and no points. */
export class OutsideOperand implements Operand {
  readonly how: string;
  private latest: { readonly at: WindowAt; readonly values: Values } | undefined;

  constructor(
    readonly expression: Expression,
    private readonly query: OutsideQuery,
  ) {
    this.how = query.how;
  }

  at(at: WindowAt): Values {
    if (this.latest?.at === at) return this.latest.values;
    const found = this.query.at(at.from, at.time);
    const values = {
      groups: found.map(({ group }) => group),
      keys: this.query.groupKeys,
      values: Float64Array.from(found, ({ value }) => value),
      zero: this.query.zero,
    };
    this.latest = { at, values };
    return values;
  }

  version(): number {
    return 0;
  }

  sweep(): undefined {
    return undefined;
  }

  points(): undefined {
    return undefined;
  }

  hasValue(): boolean {
    return true;
  }

  part(expression: Expression): SeriesSet {
    throw new EvaluationError("A query over events has no points.", expression.range);
  }
}
