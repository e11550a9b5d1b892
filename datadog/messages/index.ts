export { checkMessage, groupsNamed } from "./check";
export { type Handle, handlesOf } from "./handles";
export type {
  BlockNode,
  CommentNode,
  HelperNode,
  RawNode,
  Template,
  TemplateArgument,
  TemplateNode,
  TextNode,
  VariableNode,
  VariablePath,
} from "./nodes";
export { parseTemplate } from "./parse";
export type { MessageContext } from "./variables";
export { MOMENTS, type Moment } from "./vocabulary";
