import type { Context } from "hono";
import { type JsonObject, objectOf } from "../../json";
import { badRequest } from "../refusal";
import { numberQuery } from "./routes";

/** A page of a list: `page[size]`, 10 without it, and `page[number]`, from 0. */
export function pageOf(context: Context, found: readonly JsonObject[]): readonly JsonObject[] {
  const size = numberQuery(context, "page[size]") ?? 10;
  const number = numberQuery(context, "page[number]") ?? 0;
  return found.slice(number * size, (number + 1) * size);
}

/**
 * A list in the order of an attribute: `sort=name`, `sort=-name` for the reverse, which `sort_dir=desc` asks for too.
 * @param fields by which the list can be sorted; the first is the default
 */
export function sortedBy(context: Context, found: readonly JsonObject[], fields: readonly string[]): JsonObject[] {
  const sort = context.req.query("sort") || fields[0]!;
  const field = sort.replace(/^-/, "");
  if (!fields.includes(field))
    throw badRequest(`The value provided for parameter 'sort' is invalid: use ${fields.join(", ")}`);
  const isReversed = sort.startsWith("-") !== (context.req.query("sort_dir") === "desc");
  const key = ({ attributes }: JsonObject) => {
    const value = objectOf(attributes)[field];
    return typeof value === "number" ? value : String(value ?? "").toLowerCase();
  };
  const sign = isReversed ? -1 : 1;
  return [...found].sort((a, b) => (key(a) === key(b) ? 0 : key(a) < key(b) ? -sign : sign));
}
