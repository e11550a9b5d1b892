/*
 * Reading YAML, apart from the definitions themselves: who makes values in code need not load the reader.
 */
export { readYaml, type YamlFile, YamlFileError, type YamlProblem } from "./file";
export { fromYaml, type MonitorYamlOptions, monitorsFromYaml } from "./monitor";
export { fromYamlFile } from "./monitor-file";
