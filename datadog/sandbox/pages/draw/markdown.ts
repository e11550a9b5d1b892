import MarkdownIt from "markdown-it";

/** Addresses that a link may have: the web, mail, and places of this organization. */
const SAFE_LINK = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;

/**
 * Markdown as notes have it: without HTML, links to the web alone, images as their description, since a picture and a page
 * load nothing from elsewhere.
 * @see https://docs.datadoghq.com/dashboards/widgets/note/
 */
export const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });

markdown.validateLink = (address) => SAFE_LINK.test(address.trim());
markdown.renderer.rules.image = (tokens, index) =>
  `<em>${markdown.utils.escapeHtml(tokens[index]?.content || "image")}</em>`;

/** HTML without anything active. */
export const markdownHtml = (text: string): string => markdown.render(text);
