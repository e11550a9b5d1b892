import { grok, nested } from "../datadog/definitions";

/**
 * Reads the traceback that Python's `logging` writes under a message: the whole as `error.stack`, the class and text of
 * the exception that ends it as `error.kind` and `error.message`. The agent has to join the lines of a traceback
 * (`log_processing_rules` of type `multi_line` in the container's label).
 */
export const pythonTraceback = nested("Python traceback", "-@error.kind:*", [
  grok({
    name: "Traceback, its exception and its text",
    helpers: {
      exception: String.raw`%{regex("[A-Za-z_][\\w.]*"):error.kind}(?:: %{data:error.message})?`,
      stack: String.raw`Traceback \(most recent call last\):\n.*\n%{exception}`,
    },
    rules: [
      {
        name: "traceback",
        // The first traceback starts the stack: "During handling of the above exception" joins others to it.
        pattern: String.raw`.*?%{stack:error.stack}\s*`,
        sample:
          "ERROR:    Exception in ASGI application\n" +
          "Traceback (most recent call last):\n" +
          '  File "/app/app/main.py", line 42, in accept\n' +
          "    validate(batch)\n" +
          "ValueError: row 17 has no order_id",
      },
    ],
  }),
]);
