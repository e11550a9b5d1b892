import type { Json } from "../json";

/** The org says no: what Datadog's API would answer, as a status and its `errors`. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    /** HTTP status: 400, 404, 409 … */
    readonly status: number,
    readonly errors: readonly string[],
    /** The whole body, where it is not `{"errors": […]}`. @default the errors */
    readonly body: Json = { errors: [...errors] },
  ) {
    super(errors.join(" "));
  }
}

export const badRequest = (...errors: readonly string[]) => new Refusal(400, errors);
export const notFound = (...errors: readonly string[]) => new Refusal(404, errors);
export const conflict = (...errors: readonly string[]) => new Refusal(409, errors);
