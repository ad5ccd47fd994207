using PrivacyGate.Cli.Console;

namespace PrivacyGate.Cli.Tests;

public sealed class CrashTests
{
    [Fact]
    public void A_defect_is_told_by_kind_and_place_without_what_it_says()
    {
        var text = CrashText.Of(Thrown(static () => throw new InvalidOperationException("cannot read CANARY-Jane", Thrown(static () => double.Parse("CANARY-Bert", System.Globalization.CultureInfo.InvariantCulture)))));

        Assert.DoesNotContain("CANARY", text, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException\n", text, StringComparison.Ordinal);
        Assert.Contains("System.FormatException\n", text, StringComparison.Ordinal);
        Assert.Contains("at System.Double.Parse(", text, StringComparison.Ordinal);
        Assert.StartsWith("privacygate ", text, StringComparison.Ordinal);
    }

    private static Exception Thrown(Action act) => Record.Exception(act)!;
}
