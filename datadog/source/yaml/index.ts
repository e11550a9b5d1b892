/*
 * YAML with places, apart from the other formats: who reads none need not load its parser.
 */
export { readYaml, readYamlList, type YamlFile } from "./checked";
export { readYamlDocuments, yamlDocument } from "./document";
