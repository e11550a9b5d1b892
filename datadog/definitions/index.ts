export { didYouMean, readYaml, type YamlFile, YamlFileError, type YamlProblem } from "./yaml";
