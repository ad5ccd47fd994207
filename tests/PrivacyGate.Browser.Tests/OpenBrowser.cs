using Microsoft.Playwright;

namespace PrivacyGate.Browser.Tests;

/// <summary>One browser for all tests of the project.</summary>
public sealed class OpenBrowser : IAsyncLifetime
{
    /// <summary>Milliseconds. A busy machine is no fault of a page.</summary>
    private const float Patience = 180_000;

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Executable is not { } executable)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Arguments, Timeout = Patience });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>Opens a file as its reader would.</summary>
    internal async Task<OpenPage> Open(string file, Look look)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = look.Width, Height = 900 },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(Patience);
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Load(file);
        return page;
    }
}

[CollectionDefinition(Name)]
public sealed class InBrowser : ICollectionFixture<OpenBrowser>
{
    public const string Name = "browser";
}
