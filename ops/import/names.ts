/** Words that TypeScript keeps for itself, and names of every program that code should not take. */
const TAKEN: ReadonlySet<string> = new Set([
  ...(
    "abstract any arguments as asserts async await boolean break case catch class const continue debugger declare default " +
    "delete do else enum eval export extends false finally for from function get if implements import in infer instanceof " +
    "interface is keyof let module namespace never new null number object of package private protected public readonly " +
    "require return satisfies set static string super switch symbol this throw true try type typeof undefined unique " +
    "unknown using var void while with yield __dirname __filename exports process global console test expect describe it"
  ).split(" "),
  // A setting of the section in which dashboards are named.
  "enabled",
  ...Object.getOwnPropertyNames(globalThis),
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** Letters that are not an ASCII letter with a mark. */
const PLAIN: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d" };

/** A readable name has so many letters at most. */
const LONGEST = 48;

/**
 * A name in code for what people call something: `[Postgres] High CPU on {{host.name}}` is `postgresHighCpuOn`. Accents are
 * dropped; of letters that have no ASCII form nothing is left.
 * @param fallback where nothing is left: `monitor`
 * @param longest letters, as far as whole words allow
 */
export function identifierOf(title: string, fallback: string, longest = LONGEST): string {
  const plain = title
    .replace(/\{\{.*?\}\}/gs, " ")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœøłđ]/gi, (letter) => PLAIN[letter.toLowerCase()] ?? letter)
    .replace(/['’]/g, "")
    .replace(/%/g, " percent ");
  const words = plain.match(/[A-Za-z0-9]+/g) ?? [];
  const kept: string[] = [];
  for (const word of words) {
    if (kept.length > 0 && [...kept, word].join("").length > longest) break;
    kept.push(word.slice(0, longest));
  }
  const name = kept.map((word, index) => (index === 0 ? word.toLowerCase() : capital(word.toLowerCase()))).join("");
  if (name === "") return fallback;
  const whole = /^\d/.test(name) ? `${fallback}${capital(name)}` : name;
  return TAKEN.has(whole) ? `${whole}${capital(fallback)}` : whole;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The name, or the name with the first number that nobody has. */
export function unused(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(`${name}${number}`)) number++;
  return `${name}${number}`;
}
