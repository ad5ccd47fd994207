namespace PrivacyGate.Browser.Tests;

/// <summary>The system's browser. Tests say by name that they were skipped where there is none.</summary>
internal static class Chromium
{
    // The shell draws the same page and takes a third of the processor time.
    private static readonly string[] Usual = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>PRIVACYGATE_CHROMIUM, else the first of the usual places; null where there is no such file.</summary>
    public static string? Executable { get; } =
        (Environment.GetEnvironmentVariable("PRIVACYGATE_CHROMIUM") is { Length: > 0 } chosen ? [chosen] : Usual).FirstOrDefault(File.Exists);

    public static string? Missing(params IEnumerable<string> modules)
    {
        var module = modules.FirstOrDefault(module => !Path.Exists(Repository.Path("tests", "tools", "node_modules", module)));
        return Executable is null ? "no Chromium: install it (apt-get install chromium-headless-shell) or set PRIVACYGATE_CHROMIUM"
            : module is not null ? $"{module} is not installed: run 'npm ci' in tests/tools"
            : null;
    }
}

/// <summary>A test in the browser, with npm modules of tests/tools.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute(params string[] modules) => Skip = Chromium.Missing(modules);
}

/// <summary>Alike, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute(params string[] modules) => Skip = Chromium.Missing(modules);
}
