using FsCheck;
using FsCheck.Fluent;

namespace PrivacyGate.Tests;

public class DiagnosticTests
{
    [Theory]
    [InlineData("a column named 'x\r\ny\u0007'", "a column named 'x  y\\u0007'")]
    [InlineData("model.onnx [/src/App.csproj]", "model.onnx (/src/App.csproj]")]
    [InlineData("[x] is no key", "(x] is no key")]
    [InlineData("models[0].budget is 3", "models[0].budget is 3")]
    [InlineData("Größe in Łódź 数", "Größe in Łódź 数")]
    [InlineData("5 \u00B0C \U0001F600", "5 \u00B0C \U0001F600")]
    [InlineData("turned \u202Etxt", "turned \\u202Etxt")]
    public void A_message_is_one_line_that_no_log_reader_takes_for_anything_else(string text, string shown)
    {
        Assert.Equal(shown, Diagnostic.Error("PG0001", text).Message);
        Assert.Equal(shown, (Diagnostic.Note("PG0001", "other") with { Message = text }).Message);
    }

    [Fact]
    public void Whatever_it_is_made_of() => Prop.ForAll<string>(static text =>
    {
        var shown = Diagnostic.Warning("PG0001", text ?? "").Message;
        Assert.DoesNotContain(shown, static c => char.IsControl(c) || (char.IsWhiteSpace(c) && c != ' '));
        Assert.False(shown.StartsWith('[') || shown.Contains(" [", StringComparison.Ordinal));
        Assert.Equal(shown, Diagnostic.Warning("PG0001", shown).Message);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_is_cut_where_no_message_of_ours_ends() => Assert.Equal(4000, Diagnostic.Error("PG0001", new string('x', 100_000)).Message.Length);
}
