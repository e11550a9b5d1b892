/** The colors of everything that is not data. */
export interface Theme {
  readonly name: "light" | "dark";
  readonly page: string;
  readonly card: string;
  readonly border: string;
  readonly grid: string;
  readonly text: string;
  readonly muted: string;
  readonly link: string;
  readonly problem: string;
  /** Behind the rows of a table, and of code. */
  readonly shade: string;
}

export const LIGHT: Theme = {
  name: "light",
  page: "#f4f5f8",
  card: "#ffffff",
  border: "#dfe3ea",
  grid: "#e8ebf0",
  text: "#2d3440",
  muted: "#667080",
  link: "#0b66c3",
  problem: "#b3261e",
  shade: "#f1f3f7",
};

export const DARK: Theme = {
  name: "dark",
  page: "#14171d",
  card: "#1e222a",
  border: "#343a46",
  grid: "#303642",
  text: "#e3e6ec",
  muted: "#a0a9b8",
  link: "#6fb1f5",
  problem: "#ff8a80",
  shade: "#282d37",
};
