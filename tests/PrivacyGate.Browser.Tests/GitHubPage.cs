using Microsoft.Playwright;
using PrivacyGate.IO.Tests.Sinks;

namespace PrivacyGate.Browser.Tests;

/// <summary>
/// Markdown as GitHub shows it: its style sheet, links underlined, tables that take the focus, diagrams drawn by Mermaid.
/// Harsher in one thing: nothing is sanitised.
/// </summary>
internal static class GitHubPage
{
    private const string StyleSheet = "github-markdown-css";
    private const string Mermaid = "@mermaid-js/tiny";

    public static string[] Modules { get; } = [Tools.MarkdownIt, StyleSheet, Mermaid, Axe.Module];

    /// <summary>Writes the page and gives its path.</summary>
    public static string Write(TemporaryFolder folder, string markdown)
    {
        var source = folder.Write("body.md", markdown);
        (var exitCode, var output) = Tools.Node("render.mjs", source);
        Assert.True(exitCode == 0, output);
        var body = File.ReadAllText(source + ".html").Replace("<table>", "<table tabindex=\"0\">", StringComparison.Ordinal);
        return folder.Write(
            "page.html",
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Pull request</title>
            <style>
            {{File.ReadAllText(Path.Combine(Tools.Module(StyleSheet), "github-markdown.css"))}}
            body { margin: 0; background: #ffffff; }
            main { padding: 16px; max-width: 900px; }
            .markdown-body a { text-decoration: underline; }
            .page { color: #1f2328; }
            @media (prefers-color-scheme: dark) { body { background: #0d1117; } .page { color: #f0f6fc; } }
            </style>
            </head>
            <body>
            <main>
            <h1 class="page">Pull request</h1>
            <h2 class="page">Comments</h2>
            <article class="markdown-body">
            {{body}}
            </article>
            </main>
            </body>
            </html>
            """);
    }

    /// <summary>Opens every fold and draws every diagram in the place of its text, as GitHub does.</summary>
    /// <returns>How many were drawn.</returns>
    public static async Task<int> Draw(OpenPage page)
    {
        await page.Page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Path.Combine(Tools.Module(Mermaid), "dist", "mermaid.tiny.js") });
        return await page.Page.EvaluateAsync<int>(
            """
            async () => {
              const dark = matchMedia('(prefers-color-scheme: dark)').matches;
              mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: dark ? 'dark' : 'default' });
              document.querySelectorAll('details').forEach(fold => fold.open = true);
              const texts = [...document.querySelectorAll('code.language-mermaid')];
              for (const [index, text] of texts.entries()) {
                const { svg } = await mermaid.render(`diagram-${index}`, text.textContent);
                const place = document.createElement('div');
                place.className = 'diagram';
                place.innerHTML = svg;
                text.parentElement.replaceWith(place);
              }
              return texts.length;
            }
            """);
    }
}
