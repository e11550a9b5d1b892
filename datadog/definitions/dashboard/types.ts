/**
 * What a dashboard is, in the JSON of Datadog's API.
 *
 * @see https://docs.datadoghq.com/api/latest/dashboards/
 */

/** How much of the grid a widget takes. */
export interface WidgetSize {
  /** In columns; a dashboard has 12. */
  readonly width: number;
  /** In rows. */
  readonly height: number;
}

/** The place of a widget in the grid; `x` and `y` count from 0 at the top left. */
export interface WidgetLayout extends WidgetSize {
  readonly x: number;
  readonly y: number;
  /** Whether a wide screen starts its second column here. @default false */
  readonly is_column_break?: boolean;
}

/** What a widget shows. The fields beside `type` are those of its type. */
export interface WidgetDefinition {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A widget as Datadog keeps it. */
export interface Widget {
  readonly definition: WidgetDefinition;
  /** @default Datadog arranges the widgets of an `ordered` dashboard itself */
  readonly layout?: WidgetLayout;
  /** Given by Datadog; it is not written when a dashboard is declared. */
  readonly id?: number;
}

/** A widget that knows its size, and flows into the grid; or that has its place, and stays there (is *pinned*). */
export interface UnplacedWidget {
  readonly definition: WidgetDefinition;
  readonly layout: WidgetSize | WidgetLayout;
}

/** `$env`: a value that the viewer of the dashboard selects. */
export interface TemplateVariable {
  readonly name: string;
  /** The tag whose values can be chosen. @default none: whole tags are chosen */
  readonly prefix?: string | null;
  /** The values that can be chosen. Empty: all. @default all */
  readonly available_values?: readonly string[] | null;
  /** The values that are chosen at first; `["*"]` is everything. */
  readonly defaults?: readonly string[];
  /** The older form of `defaults`; not beside it. */
  readonly default?: string | null;
}

/** A named choice of template variables. */
export interface TemplateVariablePreset {
  readonly name?: string;
  readonly template_variables?: readonly {
    readonly name?: string;
    readonly values?: readonly string[];
    /** The older form of `values`; not beside it. */
    readonly value?: string;
  }[];
}

/** A dashboard. */
export interface DashboardDefinition {
  readonly title: string;
  readonly description?: string | null;
  /** `free` is the older screenboard, whose widgets lie where they want. */
  readonly layout_type: "ordered" | "free";
  /** Whether the widgets of an ordered dashboard stand where their `layout` says (`fixed`). @default Datadog's choice */
  readonly reflow_type?: "auto" | "fixed";
  readonly widgets: readonly Widget[];
  readonly template_variables?: readonly TemplateVariable[] | null;
  readonly template_variable_presets?: readonly TemplateVariablePreset[] | null;
  /** Handles of users who are told of changes. Only text: numbers make the Terraform provider crash. */
  readonly notify_list?: readonly string[] | null;
  /** `team:` tags only. */
  readonly tags?: readonly string[] | null;
  /** The older way to lock a dashboard. */
  readonly is_read_only?: boolean;
  readonly restricted_roles?: readonly string[];
}
