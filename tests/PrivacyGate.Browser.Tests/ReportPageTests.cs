using Microsoft.Playwright;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.IO.Tests.Sinks;

namespace PrivacyGate.Browser.Tests;

/// <summary>report.html as people see it.</summary>
[Collection(InBrowser.Name)]
public sealed class ReportPageTests(OpenBrowser browser)
{
    private static readonly string[] Runs = [.. SampleReports.Names, "drawn", "long"];

    // That these were judged at all: a rule that finds nothing to look at complains of nothing.
    private static readonly string[] Judged = ["color-contrast", "landmark-one-main", "page-has-heading-one", "region", "document-title", "html-has-lang"];

    public static TheoryData<string> Names => [.. Runs];

    [ChromiumTheory(Axe.Module)]
    [MemberData(nameof(Names))]
    public async Task It_fits_its_window_breaks_no_rule_of_axe_and_loads_nothing(string name)
    {
        using var folder = new TemporaryFolder();
        var file = ReportFile.Write(folder, Run(name));
        foreach (var look in Look.All)
        {
            await using var page = await browser.Open(file, look);
            await page.Picture($"report-{name}-{look}");

            Assert.Equal(0, await page.Overflow());
            var verdict = await Axe.Judge(page, look);
            Assert.Empty(verdict.Faults);
            Assert.Empty((look.Dark ? Judged[..1] : Judged).Except(verdict.Rules));
            Assert.True(look.Width < 1280 || verdict.UnjudgedContrasts.Count == 0, string.Join('\n', verdict.UnjudgedContrasts));
            Assert.Empty(page.Complaints);
            Assert.Equal([new Uri(file).AbsoluteUri], page.Requests);
        }
    }

    [ChromiumFact]
    public async Task Drawings_stand_out_from_what_is_behind_them_also_in_colours_the_reader_forces()
    {
        using var folder = new TemporaryFolder();
        var file = ReportFile.Write(folder, Run("drawn"));
        foreach (var look in Look.All)
        {
            await using var page = await browser.Open(file, look);
            foreach (var forced in (ForcedColors[])[ForcedColors.None, ForcedColors.Active])
            {
                await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ForcedColors = forced });
                var contrasts = await Drawings.Contrasts(page);

                Assert.Equal(5, contrasts.Select(contrast => contrast.Selector).Distinct().Count());
                Assert.All(contrasts, contrast => Assert.True(contrast.Ratio >= contrast.Least, $"{look}, forced colors {forced}: {contrast}"));
            }
        }
    }

    [ChromiumFact]
    public async Task A_screen_reader_is_told_landmarks_headings_tables_and_drawings()
    {
        using var folder = new TemporaryFolder();
        await using var page = await browser.Open(ReportFile.Write(folder, DrawnReports.Run(SampleReports.Fail())), Look.All[0]);

        var tree = (await page.Page.Locator("body").AriaSnapshotAsync()).Replace("''", "'", StringComparison.Ordinal);

        Assert.All(
            (string[])
            [
                "- banner:",
                "- main:",
                "- contentinfo:",
                "heading \"FAIL : 'credit' leaks who was in its training data\" [level=1]",
                "heading \"credit fail\" [level=2]",
                "img \"Membership advantage 0.310, interval 0.281 to 0.343, budget 0.10\"",
                "table \"Every attack that ran, worst first, with the budget in the first row; intervals of 95% confidence\"",
                "columnheader \"membership advantage\"",
                "rowheader \"loss\"",
                "img \"Receiver operating characteristic of attack loss",
                "img \"Scores of attack loss",
            ],
            expected => Assert.Contains(expected, tree, StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task A_table_wider_than_the_window_is_scrolled_by_keyboard()
    {
        using var folder = new TemporaryFolder();
        await using var page = await browser.Open(ReportFile.Write(folder, Run("drawn")), new Look(360, Dark: false));
        var table = page.Page.Locator(".scroll").First;
        for (var presses = 0; presses < 10 && !await table.EvaluateAsync<bool>("frame => frame === document.activeElement"); presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal("solid", await table.EvaluateAsync<string>("frame => getComputedStyle(frame).outlineStyle"));
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.WaitForFunctionAsync("() => document.activeElement.scrollLeft > 0");
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollLeft"));
    }

    [ChromiumFact]
    public async Task The_focus_goes_from_top_to_bottom_and_is_seen()
    {
        using var folder = new TemporaryFolder();
        await using var page = await browser.Open(ReportFile.Write(folder, Run("drawn")), new Look(1280, Dark: false));
        await page.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(fold => fold.open = true)");
        var stops = await page.Page.Locator(Stops).CountAsync();
        Assert.True(stops > 10);
        for (var stop = 0; stop < stops; stop++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            Assert.Equal(stop, await page.Page.EvaluateAsync<int>($"() => [...document.querySelectorAll(\"{Stops}\")].indexOf(document.activeElement)"));
            Assert.Equal("3px", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineWidth"));
        }
    }

    [ChromiumFact]
    public async Task It_reflows_to_320_pixels_and_with_letters_twice_as_large()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in Runs)
        {
            await using var page = await browser.Open(ReportFile.Write(folder, Run(name)), new Look(320, Dark: false));
            Assert.Equal(0, await page.Overflow());
            await page.Page.SetViewportSizeAsync(640, 900);
            await page.Page.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%'; }");
            Assert.Equal(0, await page.Overflow());
        }
    }

    [ChromiumFact]
    public async Task It_prints_dark_on_white_with_folds_open_and_nothing_cut()
    {
        using var folder = new TemporaryFolder();
        await using var page = await browser.Open(ReportFile.Write(folder, Run("drawn")), new Look(1280, Dark: true));
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await page.Page.SetViewportSizeAsync(A4Width, 1000);
        await page.Picture("report-print");

        Assert.Equal("rgb(255, 255, 255)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("rgb(0, 0, 0)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).color"));
        Assert.True(await page.Page.Locator("details table").First.IsVisibleAsync());
        Assert.Equal(0, await page.Overflow());
        Assert.Empty(await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.scroll')].filter(frame => frame.scrollWidth > frame.clientWidth + 1).map(frame => frame.textContent)"));
    }

    private const string Stops = "a, summary, [tabindex='0']";

    // 210 mm less 1 cm on either side, at 96 pixels an inch.
    private const int A4Width = 718;

    private static GateRun Run(string name) => name switch
    {
        "drawn" => DrawnReports.Run(SampleReports.Pass(), SampleReports.Fail()),
        "long" => DrawnReports.Run(Hostile.Model(Hostile.Long), Hostile.Model(new string('m', 300)), SampleReports.Pass()),
        _ => SampleReports.Of(name),
    };
}
