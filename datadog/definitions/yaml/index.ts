/*
 * Monitors written in YAML, apart from the definitions themselves: who makes values in code need not load the reader.
 */
export { fromYaml, type MonitorYamlOptions, monitorsFromYaml } from "./monitor";
export { fromYamlFile } from "./monitor-file";
