import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Answer, writeJson } from "../json";
import { badRequest } from "../refusal";

type Method = "get" | "post" | "put" | "patch" | "delete";

type Handler = (context: Context) => Response | Promise<Response>;

/** What the API answers at which path; a method that a path does not name is refused with 405. */
export type Routes = { readonly [path: string]: { readonly [method in Method]?: Handler } };

/** Adds the routes; of two paths that match, the one added first answers. */
export function addRoutes(app: Hono, routes: Routes): void {
  for (const [path, methods] of Object.entries(routes)) {
    for (const [method, handler] of Object.entries(methods)) app.on(method.toUpperCase(), path, handler);
    const allowed = Object.keys(methods).map((method) => method.toUpperCase());
    app.all(path, (context) => {
      context.header("Allow", allowed.join(", "));
      return answer(context, { errors: [`Method not allowed: ${path} takes ${allowed.join(", ")}`] }, 405);
    });
  }
}

/** A JSON answer. */
export function answer(context: Context, body: Answer, status = 200): Response {
  return context.body(writeJson(body), status as ContentfulStatusCode, { "Content-Type": "application/json" });
}

/** 204, as v2 answers a DELETE. */
export function noContent(context: Context): Response {
  return context.body(null, 204);
}

/** A part of the path; every route that calls this names it. */
export function param(context: Context, name: string): string {
  return context.req.param(name) ?? "";
}

/** A part of the path that is a whole number; anything else is refused (400). */
export function numberParam(context: Context, name: string): number {
  const text = param(context, name);
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`The value provided for parameter '${name}' is invalid`);
  return Number(text);
}

/** A query parameter that is a whole number; anything else is refused (400). */
export function numberQuery(context: Context, name: string): number | undefined {
  const text = context.req.query(name);
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`The value provided for parameter '${name}' is invalid`);
  return Number(text);
}

/** A query parameter that is a boolean, in any case: Python's clients send `True`. @default false */
export function flagQuery(context: Context, name: string): boolean {
  return context.req.query(name)?.toLowerCase() === "true";
}

/** The parts of a query parameter that is a list with commas; none where it is missing. */
export function listQuery(context: Context, name: string): string[] {
  const parts = (context.req.query(name) ?? "").split(",");
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
