import { isDeepStrictEqual } from "node:util";
import { type Code, call, json, list, member, object, value } from "../../../datadog/code";
import { checkDashboard, dashboardKind, type UnplacedWidget, type WidgetLayout } from "../../../datadog/definitions";
import { isRefused } from "../../../datadog/findings";
import { isObject, type JsonObject, listOf, objectOf, stringOf, without } from "../../../datadog/json";
import type { CodeFile } from "../code-file";
import type { MetricsInCode } from "../metrics-in-code";
import { IGNORED, modulesWith } from "../monitor";
import {
  attempt,
  type CallParts,
  callWith,
  type DashboardContext,
  fieldsCode,
  hasOnly,
  ofDefinitions,
  replacements,
  texts,
} from "./context";
import { inNewForm } from "./new-form";
import { respaced } from "./queries";
import { pinnedCode, sizeCode } from "./sizes";
import { groupColor, rawParts, widgetParts } from "./widgets";

export interface DashboardCodeSettings {
  readonly path: string;
  readonly name: string;
  readonly metrics: MetricsInCode;
  /** Whether queries become function calls even where that changes their spaces and parentheses. @default false */
  readonly reformat?: boolean;
  /** Whether requests of the old form, with `q`, are written as queries and formulas. @default false */
  readonly newForm?: boolean;
}

/** The code of a dashboard. */
export interface DashboardCode extends CodeFile {
  /** How many of its widgets are calls of functions, and how many are JSON. Groups are counted by what is in them. */
  readonly typed: number;
  readonly raw: number;
}

/**
 * The file of a dashboard: the function that gives it.
 * @param read without what Datadog sets
 */
export function dashboardCode(read: JsonObject, settings: DashboardCodeSettings): DashboardCode {
  const { metrics, reformat = false, newForm = false, path, name } = settings;
  const definition = newForm ? inNewForm(read) : read;
  const context: DashboardContext = { metrics, modules: modulesWith(metrics), reformat };
  const writer = new Widgets(context);
  const laidOut = laidOutCode(definition, writer);
  const result = laidOut ?? asIsCode(definition, writer);
  const widgets = listOf(definition.widgets).flatMap(leaves);
  const typed = widgets.filter((each) => writer.isTyped(each)).length;
  return {
    path,
    name,
    description: descriptionOf(definition),
    constants: [],
    result,
    typed,
    raw: widgets.length - typed,
  };
}

/** The first sentence of its description that is no heading. */
function descriptionOf({ title, description }: JsonObject): string {
  const lines = String(description ?? "")
    .split("\n")
    .filter((line) => !/^\s*(#|$)/.test(line));
  const [first = ""] = (lines[0] ?? "")
    .replace(/[*`[\]]/g, "")
    .trim()
    .split(/(?<=\.)\s/);
  return first === "" || first.length > 240 || /https?:/.test(first) ? `The dashboard "${String(title)}".` : first;
}

function leaves(widget: unknown): readonly JsonObject[] {
  if (!isObject(widget) || !isObject(widget.definition)) return [];
  const inside = listOf(widget.definition.widgets);
  return widget.definition.type === "group" && inside.length > 0 ? inside.flatMap(leaves) : [widget.definition];
}

/** Writes widgets, and remembers which of them are calls of functions. */
class Widgets {
  private readonly parts = new Map<JsonObject, CallParts | undefined>();

  constructor(readonly context: DashboardContext) {}

  isTyped(definition: JsonObject): boolean {
    return this.parts.get(definition) !== undefined;
  }

  /**
   * The widgets of a dashboard or a group, laid out by their sizes where that gives the places that they have, pinned
   * otherwise.
   * @param columns of the grid
   * @returns nothing where one has no place
   */
  all(widgets: readonly unknown[], columns: number): readonly Code[] | undefined {
    const placed = widgets.filter(isPlaced);
    if (placed.length < widgets.length) return undefined;
    const flowing = placed.map((widget) => this.one(widget, "size"));
    const probe = call(ofDefinitions("group"), value(""), list(flowing), object({ width: value(columns) }));
    const made = attempt(probe, this.context) as UnplacedWidget | undefined;
    const places = listOf(objectOf(made?.definition as never).widgets).map((each) => objectOf(each).layout);
    const isSame = isDeepStrictEqual(
      places,
      placed.map(({ layout }) => layout),
    );
    return isSame ? flowing : placed.map((widget) => this.one(widget, "place"));
  }

  /** One widget, with its size or its place. */
  one({ definition, layout }: PlacedWidget, how: "size" | "place"): Code {
    if (definition.type === "group") {
      const code = this.group(definition, layout, how);
      if (code !== undefined) return code;
    }
    const parts = this.partsOf(definition);
    const size = how === "size" ? sizeCode(layout) : pinnedCode(layout);
    if (parts === undefined) return this.raw(definition, size);
    const usual = attempt(callWith(parts), this.context) as UnplacedWidget;
    const isUsual =
      how === "size" && isDeepStrictEqual({ ...usual.layout }, { width: layout.width, height: layout.height });
    return callWith({ ...parts, settings: isUsual ? parts.settings : { size, ...parts.settings } });
  }

  /** A widget that Datadog places, of a dashboard whose `reflow_type` is `auto`; nothing where no function gives it. */
  unplaced(widget: unknown): Code | undefined {
    if (!hasOnly(widget, ["definition"]) || !isObject(widget.definition)) return undefined;
    const parts = widget.definition.type === "group" ? undefined : this.partsOf(widget.definition);
    return parts && object({ definition: member(callWith(parts), "definition") });
  }

  private partsOf(definition: JsonObject): CallParts | undefined {
    if (!this.parts.has(definition)) this.parts.set(definition, widgetParts(definition, this.context));
    return this.parts.get(definition);
  }

  /** A widget in JSON; of a group, the widgets inside are written as they can be. */
  private raw(definition: JsonObject, size: Code): Code {
    const inside = definition.type === "group" ? listOf(definition.widgets) : [];
    if (inside.length === 0) return call(ofDefinitions("rawWidget"), ...rawParts(definition).args, size);
    const fields = Object.entries(without(definition, "widgets")).map(([key, plain]) => [key, json(plain)] as const);
    const widgets = list(inside.map((widget) => (isPlaced(widget) ? this.one(widget, "place") : json(widget))));
    return call(ofDefinitions("rawWidget"), object({ ...Object.fromEntries(fields), widgets }), size);
  }

  private group(definition: JsonObject, layout: WidgetLayout, how: "size" | "place"): Code | undefined {
    const widgets = this.all(listOf(definition.widgets), layout.width);
    if (widgets === undefined) return undefined;
    const settings = {
      width: layout.width === 12 ? undefined : value(layout.width),
      at: how === "place" ? object({ x: value(layout.x), y: value(layout.y) }) : undefined,
      color: groupColor(definition),
    };
    const title = value(stringOf(definition.title) ?? "");
    const parts: CallParts = { name: "group", args: [title, list(widgets)], settings };
    const made = attempt(callWith(parts), this.context) as UnplacedWidget | undefined;
    const wanted = this.context.reformat ? (respaced(definition) as JsonObject) : definition;
    const fields = made && replacements(wanted, without(made.definition as never), ["type", "widgets"]);
    if (fields === undefined || layout.is_column_break !== undefined) return undefined;
    if (made?.layout.height !== layout.height) return undefined;
    return callWith({ ...parts, settings: { ...settings, fields: fieldsCode(fields) } });
  }
}

interface PlacedWidget {
  readonly definition: JsonObject;
  readonly layout: WidgetLayout;
}

/** A widget that has a place, and nothing beside its definition and its place. */
function isPlaced(widget: unknown): widget is PlacedWidget {
  if (!isObject(widget) || !isObject(widget.definition) || !isObject(widget.layout)) return false;
  const known = ["x", "y", "width", "height", "is_column_break"];
  const { layout } = widget;
  const isWhole = known.slice(0, 4).every((side) => typeof layout[side] === "number");
  return isWhole && Object.keys(layout).every((key) => known.includes(key)) && Object.keys(widget).length === 2;
}

// -------------------------------------------------------------------------------------------- dashboards

/** By `dashboard()`, which lays out an ordered dashboard; nothing where it gives another one. */
function laidOutCode(definition: JsonObject, writer: Widgets): Code | undefined {
  const { title, description, template_variables: variables, template_variable_presets: presets, tags } = definition;
  const widgets = definition.layout_type === "ordered" ? writer.all(listOf(definition.widgets), 12) : undefined;
  if (widgets === undefined || typeof title !== "string") return undefined;
  const known = listOf(variables).map(variableCode);
  const settings: Record<string, Code | undefined> = {
    title: value(title),
    description: value(stringOf(description) ?? ""),
    env: listOf(variables).some((variable) => objectOf(variable).name === "env") ? undefined : value(false),
    variables:
      known.length === 0 ? undefined : list(known.map((code, index) => code ?? json(listOf(variables)[index]))),
    narrowedBy: list([]),
    presets: Array.isArray(presets) ? json(presets) : undefined,
    tags: Array.isArray(tags) ? json(tags) : undefined,
    widgets: list(widgets),
    ignore: ignoreCode(definition),
  };
  const { context } = writer;
  const made = attempt(call(ofDefinitions("dashboard"), object(settings)), context) as JsonObject | undefined;
  const wanted = context.reformat ? (respaced(definition) as JsonObject) : definition;
  const fields = made && replacements(wanted, made, ["title", "widgets"]);
  if (fields === undefined) return undefined;
  const { widgets: last, ignore, ...first } = settings;
  return call(
    ofDefinitions("dashboard"),
    object({ ...first, fields: fieldsCode(fields), ignore, widgets: last }, true),
  );
}

function variableCode(variable: unknown): Code | undefined {
  const { name, prefix, available_values: values, defaults, ...others } = objectOf(variable as never);
  const isKnown = typeof name === "string" && typeof prefix === "string" && areTexts(values) && areTexts(defaults);
  if (!isKnown || Object.keys(others).length > 0) return undefined;
  const settings = {
    prefix: prefix === name ? undefined : value(prefix),
    defaults: defaults.join() === "*" && defaults.length === 1 ? undefined : texts(defaults),
    availableValues: values.length === 0 ? undefined : texts(values),
  };
  return callWith({ name: "templateVariable", args: [value(name)], settings });
}

const areTexts = (list: unknown): list is string[] =>
  Array.isArray(list) && list.every((each) => typeof each === "string");

/** By `rawDashboard()`, which adds nothing and moves nothing. */
function asIsCode(definition: JsonObject, writer: Widgets): Code {
  const fields = Object.entries(without(definition, "widgets")).map(([key, plain]) => [key, json(plain)] as const);
  const widgets = listOf(definition.widgets).map((widget) => {
    const code = isPlaced(widget) ? writer.one(widget, "place") : writer.unplaced(widget);
    const made = code && (attempt(code, writer.context) as UnplacedWidget | undefined);
    const wanted = writer.context.reformat ? respaced(widget) : widget;
    return code && isDeepStrictEqual({ ...made }, wanted) ? code : json(widget);
  });
  const ignore = ignoreCode(definition);
  const whole = object({ ...Object.fromEntries(fields), widgets: list(widgets) }, true);
  return call(ofDefinitions("rawDashboard"), whole, ...(ignore ? [object({ ignore })] : []));
}

/** What a dashboard is refused for stays as it was, and is said in code. */
function ignoreCode(definition: JsonObject): Code | undefined {
  const checks = [
    ...new Set(
      checkDashboard(definition)
        .filter(isRefused)
        .map(({ check }) => check),
    ),
  ];
  if (checks.length === 0) return undefined;
  return list(checks.map((check) => object({ check: value(check), reason: value(IGNORED) })));
}

/** A dashboard in one form: with the defaults that Datadog adds, and queries as the builder spaces them. */
export const sameForm = (dashboard: JsonObject) => respaced(dashboardKind.given.complete(dashboard)) as JsonObject;
