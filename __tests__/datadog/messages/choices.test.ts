import { type MessageFacts, notificationTitle, renderMessage } from "../../../datadog/messages";
import { choicesUnder } from "../../choices";

const facts: MessageFacts = {
  moment: "alert",
  priority: 2,
  values: { value: 300, last_triggered_at: 1_622_472_207_000, last_triggered_at_epoch: 1_622_472_207_000 },
  about: { log: { message: `<a href="x">'&`, path: "/a b" } },
};

const text = (template: string, values?: MessageFacts["values"]) =>
  renderMessage(template, values ? { ...facts, values } : facts).text;

/** One test a row of the table on messages in docs/evaluation.md, by its first column. */
const CHOICES: Readonly<Record<string, () => void>> = {
  "how precise a number is shown": () => {
    expect(text("{{value}}", { value: 0.1 + 0.2 })).toBe("0.3");
    expect(text("{{value}}", { value: 300 })).toBe("300.0");
    expect(text("{{value}}", { value: 1.234567890123 })).toBe("1.23456789012");
  },
  "`{{last_triggered_at}}`, `{{first_triggered_at}}`": () => {
    expect(text("{{last_triggered_at}}")).toBe("Mon May 31 2021 14:43:27 UTC");
  },
  "`eval`: whole numbers and floats": () => {
    const all = ["value", "last_triggered_at_epoch", "4/2", "int(value)", "round(value)", "2*3"];
    const shown = all.map((expression) => text(`{{eval "${expression}"}}`));
    expect(shown).toEqual(["300.0", "1622472207000", "2.0", "300", "300", "6"]);
  },
  "`eval` on a missing value, a division by 0": () => {
    expect(text('[{{eval "warn_threshold + 1"}}{{eval "value / 0"}}]')).toBe("[]");
  },
  "`humanize_bytes`, `humanize_bits`": () => {
    expect(text('{{eval "humanize_bytes(1610612736)"}}, {{eval "humanize_bits(2500000)"}}')).toBe("1.5 GB, 2.5 Mb");
  },
  "double braces": () => {
    expect(text("{{log.message}}")).toBe("&lt;a href=&quot;x&quot;&gt;&#x27;&amp;");
  },
  "`urlencode`": () => expect(text('{{urlencode "log.path"}}')).toBe("%2Fa%20b"),
  "a line with nothing but a block's tag or a comment": () => {
    expect(text("a\n{{#is_alert}}\nb\n{{!-- note --}}\n{{/is_alert}}\nc")).toBe("a\nb\nc");
  },
  "a dynamic handle whose variable is empty": () => {
    expect(renderMessage("@slack-{{service.name}} @ops", facts).recipients).toEqual(["@ops"]);
  },
  "an @-handle inside a variable's value": () => {
    const about = { log: { message: "@everybody" } };
    expect(renderMessage("{{log.message}}", { ...facts, about }).recipients).toEqual([]);
  },
  "`is_priority` beside `override_priority`": () => {
    const blocks = "{{#is_priority 'P1'}}one{{/is_priority}}{{#is_priority 'P2'}}two{{/is_priority}}";
    expect(text(`{{override_priority 'P1'}}${blocks}`)).toBe("two");
  },
  "title prefix of a priority": () => {
    expect(notificationTitle("Slow", facts, { group: ["stage:spark"] })).toBe("[P2] [Triggered on {stage:spark}] Slow");
  },
  "order of tags in a title": () => {
    expect(notificationTitle("Slow", { moment: "alert" }, { group: ["b:1", "a:2"] })).toBe(
      "[Triggered on {a:2,b:1}] Slow",
    );
  },
};

test("the table has a test for each row, and no test is without one", () => {
  expect(Object.keys(CHOICES).sort()).toEqual(choicesUnder("Messages").sort());
});

test.each(Object.entries(CHOICES))("%s", (_, check) => check());
