import { type Ignore, noted } from "../notes";
import { type AllKeys, refuseUnknownSettings } from "../unknown-settings";
import { flow } from "./layout";
import type { DashboardDefinition, TemplateVariable, TemplateVariablePreset, UnplacedWidget, Widget } from "./types";
import { narrowedBy, templateVariable, type VariableUse } from "./variables";
import { replacing } from "./widgets/widget";

/** What a dashboard is made of. */
export interface DashboardSpec {
  readonly title: string;
  /** What it is for, in a sentence or two. */
  readonly description: string;
  /** From left to right and top to bottom; positions follow from sizes and groups. */
  readonly widgets: readonly UnplacedWidget[];
  /** Template variables in addition to `env`. @default none */
  readonly variables?: readonly TemplateVariable[];
  /** Whether there is a variable `$env`, for the environments. @default true */
  readonly env?: boolean;
  /**
   * The variables that filter metric and event queries, so that queries do not have to list them; by a name, all of them.
   * @default ["env"]
   */
  readonly narrowedBy?: readonly (string | VariableUse)[];
  /** Named choices of the variables. @default none */
  readonly presets?: readonly TemplateVariablePreset[];
  /** The team that owns the dashboard: `["team:data-platform"]`. Datadog accepts only `team:` tags. @default none */
  readonly tags?: readonly string[];
  /** Checks to ignore for this dashboard, each with a reason. Not part of the JSON. @default none */
  readonly ignore?: readonly Ignore[];
  /**
   * Other fields of the dashboard, in the JSON of the API: `{ reflow_type: "auto" }`. They replace what is written here; one
   * that is `undefined` is left out. @default none
   */
  readonly fields?: Readonly<Record<string, unknown>>;
}

const SETTINGS: AllKeys<DashboardSpec> = {
  title: true,
  description: true,
  widgets: true,
  variables: true,
  env: true,
  narrowedBy: true,
  presets: true,
  tags: true,
  ignore: true,
  fields: true,
};

/**
 * A dashboard in the shape that Datadog keeps unchanged: the fields are written that Datadog would add, and the widgets
 * have their places.
 *
 * @throws LayoutError when a widget does not fit in its position
 * @throws RangeError when a query cannot be parsed
 */
export function dashboard(spec: DashboardSpec): DashboardDefinition {
  refuseUnknownSettings("dashboard()", spec, SETTINGS);
  const { title, description, widgets, variables = [], narrowedBy: narrowing = ["env"], presets, tags } = spec;
  const hasEnv = spec.env === false || variables.some(({ name }) => name === "env");
  const definition: DashboardDefinition = {
    title,
    description,
    layout_type: "ordered",
    // With "auto" Datadog moves widgets together and the places below would differ from those that it keeps.
    reflow_type: "fixed",
    widgets: flow(widgets, undefined, `dashboard "${title}"`),
    template_variables: [...(hasEnv ? [] : [templateVariable("env")]), ...variables],
    ...(presets === undefined ? {} : { template_variable_presets: presets }),
    notify_list: [],
    ...(tags === undefined ? {} : { tags }),
  };
  return noted(narrowedBy(replacing(definition, spec.fields), narrowing), spec.ignore);
}

/** A dashboard whose widgets have their places, or are arranged by Datadog. */
export interface RawDashboard extends Omit<DashboardDefinition, "widgets"> {
  /** Widgets of the functions, each pinned, and any others in the JSON of the API. */
  readonly widgets: readonly (UnplacedWidget | Widget)[];
}

/**
 * A dashboard in the JSON of the API: for layouts that {@link dashboard} does not make, such as `free`. Nothing is added.
 *
 * @param settings `ignore`: checks to ignore for this dashboard, each with a reason
 * @see https://docs.datadoghq.com/api/latest/dashboards/#create-a-new-dashboard
 */
export function rawDashboard(
  definition: RawDashboard,
  { ignore }: Pick<DashboardSpec, "ignore"> = {},
): DashboardDefinition {
  return noted({ ...definition } as DashboardDefinition, ignore);
}
