namespace PrivacyGate.Browser.Tests;

/// <summary>How a page is looked at.</summary>
/// <param name="Width">Of the window, in CSS pixels.</param>
/// <param name="Dark">Whether the reader prefers dark colours.</param>
internal sealed record Look(int Width, bool Dark)
{
    public static Look[] All { get; } = [new(360, false), new(360, true), new(1280, false), new(1280, true)];

    public override string ToString() => $"{Width}-{(Dark ? "dark" : "light")}";
}
