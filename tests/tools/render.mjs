// node render.mjs FILE: Markdown to HTML as GitHub reads it: tables, HTML passed through, bare addresses linked.
import { readFileSync } from "node:fs";
import MarkdownIt from "markdown-it";

process.stdout.write(new MarkdownIt({ html: true, linkify: true }).render(readFileSync(process.argv[2], "utf8")));
