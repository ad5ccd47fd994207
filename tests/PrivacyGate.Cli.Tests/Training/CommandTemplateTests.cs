using PrivacyGate.Run.Training;

namespace PrivacyGate.Cli.Tests.Training;

public class CommandTemplateTests
{
    private const string Places = " {members} {model}";

    [Theory]
    [InlineData("python train.py", "python", "train.py")]
    [InlineData("  python \t train.py  ", "python", "train.py")]
    [InlineData("\"C:\\Program Files\\Python\\python.exe\" train.py", "C:\\Program Files\\Python\\python.exe", "train.py")]
    [InlineData("C:\\Python\\python.exe .\\src\\train.py", "C:\\Python\\python.exe", ".\\src\\train.py")]
    [InlineData("\"C:\\with blank\\\\\" b", "C:\\with blank\\", "b")]
    [InlineData("\\\\server\\share\\train.exe b", "\\\\server\\share\\train.exe", "b")]
    [InlineData("a \"say \\\"hi\\\" now\"", "a", "say \"hi\" now")]
    [InlineData("a 'it \"is\" \\here'", "a", "it \"is\" \\here")]
    [InlineData("a \"it's\"", "a", "it's")]
    [InlineData("a \"\" b", "a", "", "b")]
    [InlineData("a --x=\"1 2\"'3 4'5", "a", "--x=1 23 45")]
    [InlineData("a ; rm -rf / && b | c > $HOME %PATH% `d`", "a", ";", "rm", "-rf", "/", "&&", "b", "|", "c", ">", "$HOME", "%PATH%", "`d`")]
    public void Quotes_and_backslashes_cut_as_people_mean_them(string text, params string[] arguments) =>
        Assert.Equal([.. arguments, "{members}", "{model}"], CommandTemplate.Parse(text + Places).Arguments);

    [Fact]
    public void A_value_stays_one_argument_whatever_it_holds()
    {
        var command = CommandTemplate.Parse("run --in={members} {seed} --out {model} {members}{seed}");
        var hostile = "a b\"c' & d {model} %X% $(e)";
        Assert.Equal(["run", $"--in={hostile}", "3", "--out", "C:\\My Models\\m.onnx", $"{hostile}3"],
            command.Fill(hostile, ulong.MaxValue, "C:\\My Models\\m.onnx"));
    }

    [Theory]
    [InlineData("", "names no program")]
    [InlineData("   ", "names no program")]
    [InlineData("\"\" {members} {model}", "names no program")]
    [InlineData("a \"b {members} {model}", "quote that is not closed")]
    [InlineData("a 'b {members} {model}", "quote that is not closed")]
    [InlineData("a {members}", "{model}")]
    [InlineData("a {model}", "{members}")]
    [InlineData("a {members} {model} {member}", "unknown place {member}")]
    public void What_cannot_be_run_is_refused_with_an_example(string text, string why)
    {
        var refusal = Assert.Throws<InputException>(() => CommandTemplate.Parse(text, new SourceLocation("spec.json", 3)));
        Assert.Equal(DiagnosticIds.TrainerCommandMalformed, refusal.Diagnostic.Id);
        Assert.Contains(why, refusal.Diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("python train.py", refusal.Diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(3, refusal.Diagnostic.Location!.Line);
    }

    [Fact]
    public void Braces_of_other_kinds_are_text() =>
        Assert.Equal("{\"a\":1}", CommandTemplate.Parse("x '{\"a\":1}' {members} {model}").Fill("m", 1, "o")[1]);
}
