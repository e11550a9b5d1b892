// biome-ignore lint/style/noDefaultExport: jest requires it
export { useTempFolder as default } from "./temp-folder";
