import type { CustomLink } from "../../datadog/definitions";
import type { Page } from "../links";

/** Where the topics of this dashboard lead. */
export interface Pages {
  /** In the menu of a point. */
  readonly links: readonly CustomLink[];
  readonly overview: Page;
  readonly failures: Page;
}
