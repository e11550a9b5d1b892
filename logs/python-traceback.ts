import { grok, nested } from "../datadog/definitions";

/** A class as Python writes it at the end of a traceback: `ValueError`, `psycopg.errors.UniqueViolation`, `socket.timeout`. */
const exceptionClass = String.raw`%{regex("[A-Za-z_][\\w.<>]*"):error.kind}`;

/** The parser of the tracebacks in one attribute. */
const tracebackIn = (source: string) =>
  grok({
    name: `Traceback in ${source}`,
    source,
    helpers: {
      exception: String.raw`${exceptionClass}(?:: *%{regex("[^\\n]*"):error.message})?(?:\n.*\S)?`,
      // The lines of a frame are indented; the first one that is not names the exception.
      frames: String.raw`(?:[ \t]+[^\n]*\n)+`,
      // The first traceback starts the stack: "During handling of the above exception" joins others to it.
      stack: String.raw`Traceback \(most recent call last\):\n(?:.*Traceback \(most recent call last\):\n)?%{frames}%{exception}`,
      group: String.raw`Exception Group Traceback \(most recent call last\):\n.*\n[ |]+${exceptionClass}(?:: *%{regex("[^\\n]*"):error.message})?\n[ |]*\+-+`,
    },
    rules: [
      {
        name: "traceback",
        pattern: String.raw`.*?%{stack:error.stack}\s*`,
        sample:
          "ERROR:    Exception in ASGI application\n" +
          "Traceback (most recent call last):\n" +
          '  File "/app/app/main.py", line 42, in accept\n' +
          "    validate(batch)\n" +
          "ValueError: row 17 has no order_id",
      },
      {
        name: "exception_group",
        pattern: String.raw`.*?%{group:error.stack}\s*`,
        sample:
          "ERROR:    Exception in ASGI application\n" +
          "  + Exception Group Traceback (most recent call last):\n" +
          '  |   File "/app/app/main.py", line 42, in accept\n' +
          "  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)\n" +
          "  +-+---------------- 1 ----------------\n" +
          "    | Traceback (most recent call last):\n" +
          '    |   File "/app/app/main.py", line 7, in load\n' +
          "    | ValueError: row 17 has no order_id\n" +
          "    +------------------------------------",
      },
    ],
  });

/**
 * Reads the traceback that Python's `logging` writes under a message: the whole as `error.stack`, the class of the
 * exception that ends it as `error.kind`, the first line of its text as `error.message`. The agent has to join the lines
 * of a traceback (`log_processing_rules` of type `multi_line` in the container's label). A JSON log has it as
 * `exc_info`.
 *
 * https://docs.python.org/3/library/traceback.html
 */
export const pythonTraceback = nested("Python traceback", "-@error.kind:*", [
  tracebackIn("message"),
  tracebackIn("exc_info"),
]);
