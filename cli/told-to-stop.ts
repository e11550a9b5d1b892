const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Resolves at the first Ctrl-C or SIGTERM, from now on; nothing ends the process at once any more. npm passes on a Ctrl-C
 * that the terminal has already sent, so that it comes twice; one that comes a second later is meant, and ends the process.
 */
export function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const stop = () => {
      first ??= performance.now();
      if (performance.now() - first > 1000) process.exit(130);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
