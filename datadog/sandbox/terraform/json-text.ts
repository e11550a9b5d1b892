import { isObject, type Json, type JsonObject } from "../../json";
import type { Attributes } from "./attributes";
import { TerraformProblem } from "./problem";

/** The JSON object in an attribute's text. */
export function jsonIn(attributes: Attributes, key: string): JsonObject {
  const text = attributes.required(key);
  try {
    const value = JSON.parse(text) as Json;
    if (isObject(value)) return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unreadable";
    throw new TerraformProblem(attributes.place, `${key} contains invalid JSON: ${reason}`);
  }
  throw new TerraformProblem(attributes.place, `${key} must contain a JSON object`);
}
