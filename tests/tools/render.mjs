// node render.mjs FILE...: Markdown to HTML as GitHub reads it (tables, HTML passed through, bare addresses linked),
// written beside each file as FILE.html.
import { readFileSync, writeFileSync } from "node:fs";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: true, linkify: true });
for (const file of process.argv.slice(2)) {
  writeFileSync(file + ".html", markdown.render(readFileSync(file, "utf8")));
}
