import { join } from "node:path";
import { type MonitorDefinition, withLinks } from "../../datadog/definitions";
import type { JsonObject } from "../../datadog/json";
import { differences } from "../changes/difference";
import { counted } from "../words";
import type { Written } from "./code";
import { sameForm } from "./dashboard";
import { inNewForm, oldRequests } from "./dashboard/new-form";
import { IMPORTED_KINDS } from "./kinds";
import { canonical, comparable } from "./monitor-defaults";

/** Runs what was written, and compares what it gives with what was read. */
export function differencesOf(
  { kind, name, file, definition }: Written,
  folder: string,
  monitors: ReadonlyMap<string, string>,
): string[] {
  const module = require(join(folder, file.path)) as Readonly<Record<string, (...given: unknown[]) => JsonObject>>;
  const stand = new Map<object, string>();
  const others = Object.fromEntries(
    [...monitors].map(([id, other]) => {
      const standIn = { name: other, type: "composite", query: "1", message: "" };
      stand.set(standIn, id);
      return [other, standIn];
    }),
  );
  let made: JsonObject;
  try {
    made = module[name]!({}, others);
  } catch (error) {
    // Said of this object; the files of the others are written and fine.
    return [`its code cannot be run: ${(error as Error).message.split("\n")[0]}`];
  }
  const lines = (before: JsonObject, after: JsonObject) =>
    differences(before, after).map(({ place, what }) => `${place}: ${what}`);
  if (kind === "dashboard") {
    const converted = oldRequests(definition) - oldRequests(made);
    const renewed = converted > 0 ? [`${counted(converted, "request")}: q → queries and formulas`] : [];
    const [before, after] = [definition, made].map((each) => sameForm(converted > 0 ? inNewForm(each) : each));
    return [...renewed, ...lines(before!, after!)];
  }
  if (kind !== "monitor") {
    const { complete } = IMPORTED_KINDS[kind].of.given;
    return lines(complete(definition), complete(made));
  }
  const withIds = { ...made, query: withLinks(String(made.query), (other) => stand.get(other) ?? "0") };
  const [before, after] = [definition, withIds].map((each) => comparable(each as unknown as MonitorDefinition));
  const [was, is] = [String(definition.query), withIds.query];
  // The code of a query has no spaces to choose.
  const spelling =
    was !== is && canonical(was) === canonical(is) ? [`query: spaces and parentheses: ${was} → ${is}`] : [];
  return [...spelling, ...lines(before!, after!)];
}
