import type { Conditions } from "../conditions";

/** Something that happens to the pipeline. */
export interface Scenario {
  /** In a sentence, without its full stop. */
  readonly title: string;
  /** What is unusual, and in which minutes of the story: from the first to before the second. */
  readonly phases: readonly (Partial<Conditions> & { readonly from: number; readonly to: number })[];
  /** Minutes until all that fired has recovered. */
  readonly minutes: number;
}
