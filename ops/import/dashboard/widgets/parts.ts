import { value } from "../../../../datadog/code";
import { isObject, type JsonObject, listOf, stringOf } from "../../../../datadog/json";
import type { CallParts, DashboardContext } from "../context";

/** Ways to write a widget as a call, without its size. */
export type Inverse = (definition: JsonObject, context: DashboardContext) => readonly CallParts[];

/** Whether all of an object's values are text. */
export const areTexts = (fields: JsonObject) => Object.values(fields).every((plain) => typeof plain === "string");

/** The title of a widget as an argument; empty where there is none. */
export const titleOf = ({ title }: JsonObject) => value(stringOf(title) ?? "");

/** The one request of a widget. */
export function onlyRequest({ requests }: JsonObject): JsonObject | undefined {
  const [request, another] = listOf(requests);
  return another === undefined && isObject(request) ? request : undefined;
}

/** A number as a setting; nothing for what is usual, or no number. */
export const numberOf = (plain: unknown, usual?: number) =>
  typeof plain === "number" && plain !== usual ? value(plain) : undefined;
