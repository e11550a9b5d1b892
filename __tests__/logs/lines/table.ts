/** A log, as the agent joins its lines, and what its pipeline has to read from it. */
export type Line = readonly [line: string, expected: Expected];

/**
 * By the path of an attribute; `undefined` for one that must not be there. `status`, `date`, `message`, `trace`, `span` and
 * `service` are the official ones of the log; `kind` is `error.kind` and `error_type` alike.
 */
export type Expected = Readonly<Record<string, string | number | undefined>>;

/** 2024-05-12 10:11:12.123 UTC, which most lines have. */
export const AT = Date.UTC(2024, 4, 12, 10, 11, 12, 123);

export const TRACEBACK =
  'Traceback (most recent call last):\n  File "/app/main.py", line 42, in accept\n    validate(batch)\n    ~~~~~~~~^^^^^^^\nValueError: row 17 has no order_id';
