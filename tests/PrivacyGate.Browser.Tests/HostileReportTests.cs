using Microsoft.Playwright;
using PrivacyGate.IO.Tests.Sinks;

namespace PrivacyGate.Browser.Tests;

/// <summary>What a name in a spec, a model or a data file can do to report.html: nothing.</summary>
[Collection(InBrowser.Name)]
public sealed class HostileReportTests(OpenBrowser browser)
{
    private const string Injection =
        """
        () => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          const style = document.createElement('style');
          style.textContent = 'body { display: none }';
          document.body.append(script, style);
          document.body.insertAdjacentHTML('beforeend', '<img src="picture.png" onerror="window.ran = true"><p style="color: red" id="styled">x</p>');
        }
        """;

    private const string Elements = "() => [...document.querySelectorAll('*')].map(element => `${element.tagName} ${element.getAttributeNames().sort()}`)";

    [ChromiumFact]
    public async Task Hostile_names_are_text_and_add_no_element_or_attribute()
    {
        string[]? harmless = null;
        foreach (var name in (string[])["credit", .. Hostile.All, "\"><img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", "</style><b>", "<!--", "' onfocus='alert(1)", "javascript:alert(1)"])
        {
            using var folder = new TemporaryFolder();
            await using var page = await browser.Open(ReportFile.Write(folder, DrawnReports.Run(Hostile.Model(name))), new Look(360, Dark: false));

            var elements = await page.Page.EvaluateAsync<string[]>(Elements);
            harmless ??= elements;
            Assert.Equal(harmless, elements);
            Assert.Empty(page.Complaints);
            Assert.Single(page.Requests);
            Assert.All(await page.Page.EvaluateAsync<string[]>("() => [...document.links].map(link => link.protocol)"), protocol => Assert.Contains(protocol, (string[])["https:", "file:"]));
        }
    }

    [ChromiumFact]
    public async Task A_hostile_name_is_shown_as_it_is_written()
    {
        using var folder = new TemporaryFolder();
        await using var page = await browser.Open(ReportFile.Write(folder, SampleReports.Of("hostile")), new Look(1280, Dark: false));

        Assert.StartsWith("<script>alert(1)</script> | a ::error::pwned", await page.Page.Locator("h2 .name").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script>", await page.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Were_something_injected_all_the_same_the_policy_would_not_let_it_run_or_load()
    {
        using var folder = new TemporaryFolder();
        await using var page = await browser.Open(ReportFile.Write(folder, SampleReports.Of("pass")), new Look(1280, Dark: false));

        await page.Page.RunAndWaitForConsoleMessageAsync(
            () => page.Page.EvaluateAsync(Injection),
            new PageRunAndWaitForConsoleMessageOptions { Predicate = message => message.Text.Contains("Content Security Policy", StringComparison.Ordinal) && message.Text.Contains("picture.png", StringComparison.Ordinal) });

        Assert.False(await page.Page.EvaluateAsync<bool>("() => window.ran === true"));
        Assert.Equal("block", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).display"));
        Assert.NotEqual("rgb(255, 0, 0)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.getElementById('styled')).color"));
    }
}
